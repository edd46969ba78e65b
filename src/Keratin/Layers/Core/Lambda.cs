using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>A function of one's own as a layer: <c>new Lambda(x => x.Square())</c>. It has no weights.</summary>
/// <remarks>
/// <para><b>Input</b>, <b>Output</b> what the function takes and gives. A mask of the input stays.</para>
/// <para>
/// A model with it can be trained but not saved as a whole: no file can hold code, and code in a file is nothing one should run. Keras' own
/// files with a Lambda are refused for the same reason. What is to be saved is better written as a class derived from <see cref="Layer"/>.
/// </para>
/// </remarks>
/// <example><code>KerasTensor y = new Lambda(x => x / x.Max([1], keepDims: true)).Apply(new Input(10));   // (None, 10)</code></example>
public sealed class Lambda : Layer
{
    private readonly Func<IReadOnlyList<KerasTensor>, KerasTensor> _function;

    // How many inputs it takes; 0 for any number.
    private readonly int _inputs;

    /// <summary>A function of one input.</summary>
    /// <param name="function">The function, written with <see cref="Ops"/>.</param>
    public Lambda(Func<KerasTensor, KerasTensor> function)
    {
        Function = function ?? throw new ArgumentNullException(nameof(function));
        (_function, _inputs) = (inputs => function(inputs[0]), 1);
    }

    /// <summary>A function of two inputs.</summary>
    /// <param name="function">The function, written with <see cref="Ops"/>.</param>
    /// <example><code>KerasTensor distance = new Lambda((x, y) => (x - y).Square().Sum([1])).Apply(left, right);</code></example>
    public Lambda(Func<KerasTensor, KerasTensor, KerasTensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        (_function, _inputs) = (inputs => function(inputs[0], inputs[1]), 2);
    }

    private Lambda(Func<IReadOnlyList<KerasTensor>, KerasTensor> function) => _function = function ?? throw new ArgumentNullException(nameof(function));

    /// <summary>The function of one input; null where it takes several.</summary>
    public Func<KerasTensor, KerasTensor>? Function { get; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <summary>A function of any number of inputs, which it gets as a list, as in Keras.</summary>
    /// <param name="function">The function, written with <see cref="Ops"/>.</param>
    /// <example><code>KerasTensor sum = Lambda.OfList(x => x[0] + x[1] * x[2]).Apply(a, b, c);</code></example>
    public static Lambda OfList(Func<IReadOnlyList<KerasTensor>, KerasTensor> function) => new(function);

    /// <inheritdoc/>
    protected override KerasTensor CallAll(IReadOnlyList<KerasTensor> inputs, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return _inputs == 0 || inputs.Count == _inputs ? _function(inputs)
            : throw new ShapeException($"{this}", _inputs == 1 ? "1 input" : $"{_inputs} inputs", $"{inputs.Count}", "Lambda.OfList takes a function of any number of inputs");
    }

    internal static Lambda FromConfig(JsonObject config) => throw new InvalidDataException(
        $"Lambda '{(string?)config["name"]}': expected a layer that is described by values; got one of code, which is not run.");
}
