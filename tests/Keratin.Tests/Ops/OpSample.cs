using Keratin.Graph;
using Keratin.Graph.Transforms;

namespace Keratin.Tests.Operations;

/// <summary>An operation with inputs to try it on. Whoever adds an op adds one, and gets the comparisons with the reference for it.</summary>
/// <param name="Name">What a failing test calls it.</param>
/// <param name="Build">From the inputs to the result.</param>
/// <param name="Inputs">Shapes and numbers of the inputs.</param>
internal sealed record OpSample(string Name, Func<KerasTensor[], KerasTensor> Build, params Given[] Inputs)
{
    /// <summary>How far the CPU's floats may be from the reference's doubles, see <see cref="Engine.AssertClose(ReadOnlySpan{float}, ReadOnlySpan{float}, double, string)"/>.</summary>
    /// <remarks>By default a few roundings, as the element-wise functions have; sums of n terms need about n · 2⁻²⁴ = n · 6e-8.</remarks>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Numbers for the inputs.</summary>
    public float[][] Values() => [.. Inputs.Select((input, i) => input.Values(input.Shape.Elements, i + 1))];

    /// <summary>The op as a graph.</summary>
    public TracedGraph Forward()
    {
        KerasTensor[] inputs = Nodes();
        return new(inputs, [Build(inputs)]);
    }

    /// <summary>The op's weighted sum, and its gradients on the inputs that have one. The weights are one further input, the last.</summary>
    public TracedGraph Backward()
    {
        KerasTensor[] inputs = Nodes();
        KerasTensor y = Build(inputs);
        KerasTensor weights = Keratin.Ops.Input(y.Shape, "weights");
        KerasTensor loss = (y * weights).Sum();
        return new([.. inputs, weights], [loss, .. Gradients.Of(loss, [.. inputs.Where((_, i) => Inputs[i].IsSmooth)])]);
    }

    private KerasTensor[] Nodes() => [.. Inputs.Select((input, i) => Keratin.Ops.Input(input.Shape, $"x{i}"))];
}

/// <summary>An input of a sample.</summary>
/// <param name="Shape">Lengths of the axes.</param>
/// <param name="Values">Numbers, from their count and a seed.</param>
/// <param name="IsSmooth">Whether it has a gradient: class indices and counters have none.</param>
internal sealed record Given(Shape Shape, Func<long, int, float[]> Values, bool IsSmooth = true)
{
    public static Given Between(float low, float high, Shape shape) => new(shape, (length, seed) => Engine.Random(length, seed, low, high));

    /// <summary>From ±0.25 to ±2: away from the kink of |x|, from poles at 0.</summary>
    public static Given AwayFromZero(Shape shape) => new(shape, (length, seed) =>
        Array.ConvertAll(Engine.Random(length, seed), x => x + (x < 0 ? -1 : 1) * (0.25f + MathF.Abs(0.75f * x))));

    /// <summary>All different, by 0.01 at least, in random order: a small step changes no maximum.</summary>
    public static Given Distinct(Shape shape) => new(shape, (length, seed) =>
    {
        int[] order = [.. Enumerable.Range(0, (int)length)];
        new RandomStream((ulong)seed).Shuffle(order);
        return [.. order.Select(i => 0.01f * (i - (length / 2)))];
    });

    /// <summary>Whole numbers from 0 to <paramref name="count"/> - 1.</summary>
    public static Given Whole(int count, Shape shape) => new(
        shape, (length, seed) => Array.ConvertAll(Engine.Random(length, seed, 0, count), MathF.Floor), IsSmooth: false);
}
