using Keratin.Graph;

namespace Keratin.Tests.Operations;

/// <summary>Element-wise operations at all kinds of lengths and ways to broadcast, against the reference.</summary>
public class ElementwiseTests
{
    // Around the widths of registers, of tiles (at most 1024) and of tasks (16384).
    private static readonly int[] s_lengths =
        [.. Enumerable.Range(1, 70), 127, 128, 129, 130, 1000, 1023, 1024, 1025, 16383, 16384, 16385, 40000];

    private static readonly (string Name, Shape X, Shape Y)[] s_forms =
    [
        ("same", [3, 5, 7], [3, 5, 7]),
        ("a number", [3, 5, 7], []),
        ("a number of rank 3", [3, 5, 7], [1, 1, 1]),
        ("a row", [3, 5, 7], [7]),
        ("two inner axes", [3, 5, 7], [5, 7]),
        ("a column", [3, 5, 7], [5, 1]),
        ("the first axis", [3, 5, 7], [3, 1, 1]),
        ("a middle axis", [3, 5, 7], [3, 1, 7]),
        ("both", [3, 1, 7], [5, 1]),
        ("both, outer product", [9, 1], [1, 11]),
        ("a long row", [6, 3000], [3000]),
        ("a row as long as a tile", [20, 1024], [1, 1024]),
        ("a long column", [3000, 6], [3000, 1]),
        ("many tasks", [40, 50, 30], [50, 1]),
        ("many tasks, a row", [4000, 13], [13]),
    ];

    public static TheoryData<string> Names => [.. OpSamples.Elementwise.Select(op => op.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_the_reference_at_any_length(string name)
    {
        var (_, build, operands) = OpSamples.Elementwise.Single(op => op.Name == name);
        foreach (int length in s_lengths)
            Check(new OpSample($"{name} at length {length}", build, [.. operands.Select(given => given([length]))]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_the_reference_however_it_broadcasts(string name)
    {
        var (_, build, operands) = OpSamples.Elementwise.Single(op => op.Name == name);
        if (operands.Length == 1)
        {
            Check(new OpSample(name, x => build(x).BroadcastTo([4, 3, 6]), operands[0]([3, 1])));
            return;
        }
        foreach (var (form, x, y) in s_forms)
        {
            foreach (Shape[] shapes in (Shape[][])[[x, y, x], [y, x, y]])
                Check(new OpSample($"{name}, {form}", build, [.. operands.Select((given, i) => given(shapes[i]))]));
        }
    }

    // The values that formulas stumble over. 1e-6 relative to 1 is what everyone promises; NaN and infinity are exact.
    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_the_reference_on_special_values(string name)
    {
        var (_, build, operands) = OpSamples.Elementwise.Single(op => op.Name == name);
        float[] special = [0, -0f, 1, -1, 0.5f, 2, -3, 1e-20f, 1e-7f, -1e-7f, 1e-3f, 88, -88, 100, -100, 1e30f,
            float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        float[][] values = [.. operands.Select((_, operand) => Pairs(special, operand))];
        KerasTensor[] inputs = [.. values.Select(value => Keratin.Ops.Input([value.Length]))];
        Engine.AssertAgree(build(inputs), inputs, values, 2e-6, name);
    }

    [Theory]
    [InlineData("Expm1")]
    [InlineData("Log1p")]
    [InlineData("Tanh")]
    [InlineData("Erf")]
    public void Keeps_its_digits_near_zero(string name)
    {
        // All four are x + O(x²): whoever goes through exp(x) - 1 or 1 + x in float has lost them.
        var (_, build, _) = OpSamples.Elementwise.Single(op => op.Name == name);
        KerasTensor x = Keratin.Ops.Input([6]);
        float[] values = [1e-8f, -1e-6f, 1e-5f, 1e-4f, -1e-3f, 1e-2f];
        var graph = new TracedGraph([x], [build([x])]);
        float[] expected = Engine.OnReference(graph, values)[0], got = Engine.OnCpu(graph, values)[0];
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(1, got[i] / expected[i], 1e-6f);
    }

    [Fact]
    public void Numbers_a_pencil_can_check()
    {
        Assert.Equal([3f, 1, 0], Run(x => x.Maximum(Keratin.Ops.Constant(0)), [3, 1, -2]));
        Assert.Equal([1f, 0, 1], Run(x => x.Greater(Keratin.Ops.Constant(2)), [3, 2, 4]));
        Assert.Equal([1f, 1, 0], Run(x => x.GreaterEqual(Keratin.Ops.Constant(2)), [3, 2, 1]));
        Assert.Equal([9f, -8, 0.25f], Run(x => x.Power(Keratin.Ops.Constant(Tensor.Create<float>([2, 3, -2]))), [-3, -2, 2]));
        Assert.Equal([1f, -1, 0], Run(x => x.Sign(), [3, -2, 0]));
        Assert.Equal([2f, -3, 4], Run(x => x.Floor(), [2.75f, -2.25f, 4]));
        Assert.Equal([3f, -2, 4], Run(x => x.Ceil(), [2.75f, -2.25f, 4]));
        Assert.Equal([1f, -1], Run(x => x.Cos(), [0, MathF.PI]));
        Assert.Equal([0f, 1], Run(x => x.Sin(), [0, MathF.PI / 2]));
        Assert.Equal([5f, -1, 5], Run(x => x.Where(Keratin.Ops.Constant(5), Keratin.Ops.Constant(-1)), [1, 0, 2]));
    }

    [Fact]
    public void Nan_goes_through_what_would_swallow_it()
    {
        float[] got = Run(x => x.Relu() + x.Maximum(Keratin.Ops.Constant(1)) + x.Minimum(Keratin.Ops.Constant(1)), [float.NaN, 2, -2]);
        Assert.Equal([float.NaN, 5, -1], got);
    }

    private static void Check(OpSample sample)
    {
        TracedGraph graph = sample.Forward();
        float[][] values = sample.Values();
        Engine.AssertClose(Engine.OnReference(graph, values), Engine.OnCpu(graph, values), sample.Tolerance, sample.Name);
    }

    private static float[] Run(Func<KerasTensor, KerasTensor> build, float[] x)
    {
        KerasTensor input = Keratin.Ops.Input([x.Length]);
        return Engine.OnCpu(new([input], [build(input)]), x)[0];
    }

    // Each value beside each other value: operand 0 walks slowly, the others fast.
    private static float[] Pairs(float[] values, int operand) =>
        [.. Enumerable.Range(0, values.Length * values.Length).Select(i => values[operand == 0 ? i / values.Length : i % values.Length])];
}
