namespace Keratin.Layers;

/// <summary>The shapes of an <see cref="EinsumDense"/>'s weights, from its equation and its input.</summary>
/// <param name="Kernel">Shape of the kernel.</param>
/// <param name="Bias">Shape of the bias, if there is one.</param>
/// <param name="FanIn">How many products an output sums up: the lengths of the kernel's axes that the output does not have.</param>
/// <param name="FanOut">How many outputs an input goes into: the lengths of its other axes.</param>
internal sealed record EinsumShapes(Shape Kernel, Shape? Bias, double FanIn, double FanOut)
{
    private const string Dots = "...";

    /// <summary>Finds them.</summary>
    /// <param name="who">The layer, for messages.</param>
    /// <param name="equation">Input, kernel and output.</param>
    /// <param name="biasAxes">Axes of the output that the bias has; null for none.</param>
    /// <param name="input">The input's shape.</param>
    /// <param name="partial">The output's lengths without the batch and without hidden axes.</param>
    public static EinsumShapes Of(string who, string equation, string? biasAxes, Shape input, Shape partial)
    {
        var (x, kernel, y, side) = Parse(who, equation);
        int hidden = input.Rank - x.Length;
        if (hidden < 0 || (hidden > 0 && side == 0) || y.Length + Math.Min(hidden, 1) * (side < 0 ? 1 : 0) != partial.Rank + 1)
            throw new ShapeException(who, $"an input with the axes of '{equation}' and {y.Length - 1} lengths for its output", $"{input} and {partial}");
        Dictionary<char, int> inputs = Lengths(x, input, side < 0 ? hidden : 0), outputs = Lengths(y, Output(input, partial, hidden, side), side < 0 ? hidden : 0);
        foreach (char axis in x.Where(outputs.ContainsKey))
        {
            if (outputs[axis] != Shape.Unknown && outputs[axis] != inputs[axis])
                throw new ShapeException(who, $"one length at axis '{axis}' of input and output", $"{inputs[axis]} and {outputs[axis]}");
        }
        foreach (char axis in y.Where(axis => !x.Contains(axis) && !kernel.Contains(axis)))
            throw new ArgumentException($"{who}: expected an output with axes of the input or the kernel; got '{axis}' in \"{equation}\".");
        Shape kernelShape = [.. kernel.Select(axis => Length(who, equation, axis, outputs, inputs))];
        double Product(bool isOutput) => kernel.Select((axis, i) => outputs.ContainsKey(axis) == isOutput ? kernelShape[i] : 1.0).Aggregate((a, b) => a * b);
        Shape? bias = biasAxes is null ? null : BiasOf(who, biasAxes, y, outputs, side > 0 ? hidden : 0);
        return new(kernelShape, bias, Product(isOutput: false), Product(isOutput: true));
    }

    // Dots stand at the left (-1), at the right (1) or nowhere (0), the same for input and output.
    private static (string Input, string Kernel, string Output, int Side) Parse(string who, string equation)
    {
        string text = string.Concat(equation.Where(c => !char.IsWhiteSpace(c)));
        string[] sides = text.Split("->"), operands = sides[0].Split(',');
        if (sides.Length == 2 && operands.Length == 2)
        {
            var (x, kernel, y) = (operands[0], operands[1], sides[1]);
            int side = x.StartsWith(Dots, StringComparison.Ordinal) && y.StartsWith(Dots, StringComparison.Ordinal) ? -1
                : x.EndsWith(Dots, StringComparison.Ordinal) && y.EndsWith(Dots, StringComparison.Ordinal) ? 1 : 0;
            (x, y) = side == 0 ? (x, y) : (x.Replace(Dots, "", StringComparison.Ordinal), y.Replace(Dots, "", StringComparison.Ordinal));
            if (new[] { x, kernel, y }.All(letters => letters.Length > 0 && letters.All(char.IsAsciiLetter)))
                return (x, kernel, y, side);
        }
        throw new ArgumentException($"{who}: expected an equation such as \"ab,bc->ac\", \"...ab,bc->...ac\" or \"ab...,bc->ac...\"; got \"{equation}\".");
    }

    // The batch, what is hidden, and what was given.
    private static Shape Output(Shape input, Shape partial, int hidden, int side) => side switch
    {
        < 0 when hidden > 0 => [.. input[..hidden], .. partial],
        > 0 => [input[0], .. partial, .. input[(input.Rank - hidden)..]],
        _ => [input[0], .. partial],
    };

    private static Dictionary<char, int> Lengths(string letters, Shape shape, int first)
    {
        var lengths = new Dictionary<char, int>();
        for (int i = 0; i < letters.Length; i++)
            lengths[letters[i]] = shape[first + i];
        return lengths;
    }

    private static int Length(string who, string equation, char axis, Dictionary<char, int> outputs, Dictionary<char, int> inputs)
    {
        bool isKnown = outputs.TryGetValue(axis, out int length) || inputs.TryGetValue(axis, out length);
        if (!isKnown)
            throw new ArgumentException($"{who}: expected a kernel with axes of the input or the output; got '{axis}' in \"{equation}\".");
        return length != Shape.Unknown ? length
            : throw new ShapeException(who, $"a known length at axis '{axis}' of the kernel", "None", "say it in outputShape");
    }

    private static Shape BiasOf(string who, string biasAxes, string y, Dictionary<char, int> outputs, int hiddenBehind)
    {
        if (biasAxes.Length == 0 || !biasAxes.All(axis => y.Contains(axis)))
            throw new ArgumentException($"{who}: expected bias axes of the output '{y}'; got '{biasAxes}'.");
        int first = biasAxes.Min(axis => y.IndexOf(axis));
        return [.. y[first..].Select(axis => biasAxes.Contains(axis) ? outputs[axis] : 1), .. Enumerable.Repeat(1, hiddenBehind)];
    }
}
