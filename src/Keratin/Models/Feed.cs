using Keratin.Data;
using Keratin.Graph;
using Keratin.Losses;

namespace Keratin.Models;

/// <summary>Samples, targets and weights, checked against the model, that fill the inputs of a step.</summary>
internal sealed class Feed : IFilling
{
    // Inputs, targets, weights, one behind the other as the step takes them.
    private readonly Samples[] _all;

    private Feed(Samples[] x, Shape[] shapes, Samples[] targets, Samples[] weights)
    {
        (Inputs, Shapes, Targets, Count) = (x, shapes, targets, x[0].Count);
        _all = [.. x, .. targets, .. weights];
        TargetShapes = Array.ConvertAll(targets, samples => samples.Shape.With(0, Shape.Unknown));
        WeightShapes = Array.ConvertAll(weights, samples => samples.Shape.With(0, Shape.Unknown));
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Samples, input by input.</summary>
    public Samples[] Inputs { get; }

    /// <summary>Shapes as the model takes them, the batch unknown.</summary>
    public Shape[] Shapes { get; }

    /// <summary>Targets, output by output.</summary>
    public Samples[] Targets { get; }

    /// <summary>Shapes of the targets, the batch unknown.</summary>
    public Shape[] TargetShapes { get; }

    /// <summary>Shapes of the weights, the batch unknown.</summary>
    public Shape[] WeightShapes { get; }

    /// <summary>Builds the model if need be and checks that the samples fit.</summary>
    public static Feed Create(Model model, IReadOnlyList<Samples> x, IReadOnlyList<Samples>? y, string who, IReadOnlyList<Samples>? weights = null)
    {
        if (x.Count == 0 || x.Any(samples => samples is null))
            throw new ArgumentException($"{who}: expected samples; got none.");
        foreach (Samples other in x.Skip(1).Concat(y ?? []).Concat(weights ?? []))
        {
            if (other is null)
                throw new ArgumentException($"{who}: expected samples, targets and weights; got null among them.");
            if (other.Count != x[0].Count)
                throw new ArgumentException(
                    $"{who}: expected as many targets as samples, and as many samples in each input; got {x[0].Count} and {other.Count}.");
        }
        if (x[0].Count == 0)
            throw new ArgumentException($"{who}: expected at least one sample; got none.");
        model.Build([.. x.Select(samples => samples.Shape.With(0, Shape.Unknown))]);
        IReadOnlyList<Shape> expected = model.InputShapes;
        if (expected.Count != x.Count)
            throw new ArgumentException($"{who}: expected {expected.Count} inputs; got {x.Count}.");
        Shape[] shapes = [.. x.Select((samples, i) => Fit(samples.Shape, expected[i]) ?? throw Misfit(who, samples.Shape, expected[i]))];
        return new Feed([.. x], shapes, [.. y ?? []], [.. weights ?? []]);
    }

    /// <summary>Refuses targets of another shape than those that the plans were made for.</summary>
    public void CheckTargetsAsIn(Feed training, string who)
    {
        if (!TargetShapes.SequenceEqual(training.TargetShapes))
            throw new ShapeException(who, $"targets as in training, {Text(training.TargetShapes)}", $"{Text(TargetShapes)}");

        static string Text(Shape[] shapes) => shapes.Length == 0 ? "none" : string.Join(", ", (object[])shapes);
    }

    /// <summary>Refuses class indices that the output has no place for. Asked once, so that kernels need not.</summary>
    public void CheckTargets(CompileSettings settings, CompiledLosses losses, IReadOnlyList<Shape> outputs, string who)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            Loss? loss = settings.LossOf(i);
            int? ignored = loss is SparseCategoricalCrossentropy { Axis: -1 } sparse ? sparse.IgnoreClass : null;
            if (loss is { TakesIndices: true } || ignored is not null)
                CheckIndices(Targets[losses.TargetOf(i)], outputs[i][^1], ignored, who);
        }
    }

    private static void CheckIndices(Samples targets, int classes, int? ignored, string who)
    {
        float[] row = new float[checked((int)targets.Shape[1..].Elements)];
        for (int i = 0; i < targets.Count; i++)
        {
            targets.Copy(i, 1, row);
            foreach (float label in row)
            {
                if (!(label >= 0 && label < classes && label == MathF.Floor(label)) && label != ignored)
                {
                    throw new ArgumentException(
                        $"{who}: expected class indices 0 … {classes - 1}{(ignored is null ? "" : $" or {ignored}, which is left out")}, " +
                        $"as the model has {classes} outputs; got {label} for sample {i}.");
                }
            }
        }
    }

    /// <summary>Fills a run with the samples from <paramref name="start"/> on.</summary>
    public void Fill(IExecution execution, int start, int count) => execution.Fill(this, new RowSelection(null, start, count));

    void IFilling.Fill(IInputs inputs, in RowSelection rows, int first, int end)
    {
        for (int i = 0; i < _all.Length; i++)
            Fill(_all[i], inputs.Input(i), rows, first, end);
        if (rows.Order is not null)
            Foresee(rows.Order, rows.Start + rows.Count + first, rows.Start + rows.Count + end);
    }

    // What the same thread will fill in at the next step comes from memory while this step computes.
    private void Foresee(int[] order, int from, int to)
    {
        to = Math.Min(to, order.Length);
        for (int i = 0; i < _all.Length && from < to; i++)
            _all[i].Prefetch(order.AsSpan(from, to - from));
    }

    private static void Fill(Samples samples, Span<float> input, in RowSelection rows, int first, int end)
    {
        int sample = checked((int)(samples.Shape.Elements / samples.Count)), count = end - first;
        input = input.Slice(first * sample, count * sample);
        if (rows.Order is null)
            samples.Copy(rows.Start + first, count, input);
        else
            samples.Gather(rows.Order.AsSpan(rows.Start + first, count), input);
    }

    /// <summary>The shape under which a model that wants <paramref name="expected"/> takes samples, the batch unknown; null where it does not.</summary>
    /// <remarks>Keras adds a last axis of length 1 where one is missing, and drops one that is too many.</remarks>
    public static Shape? Fit(Shape given, Shape expected)
    {
        // The usual case, and the one that must not allocate: as it should be.
        if (given.Rank == expected.Rank && given.AsSpan()[1..].SequenceEqual(expected.AsSpan()[1..]))
            return expected;
        Shape shape = given.With(0, Shape.Unknown);
        if (shape.Rank == expected.Rank - 1 && expected[^1] == 1)
            shape = [.. shape, 1];
        else if (shape.Rank == expected.Rank + 1 && shape[^1] == 1)
            shape = shape[..^1];
        bool fits = shape.Rank == expected.Rank;
        for (int axis = 1; fits && axis < shape.Rank; axis++)
            fits = expected[axis] == Shape.Unknown || expected[axis] == shape[axis];
        return fits ? shape : null;
    }

    /// <summary>Says why samples do not fit.</summary>
    public static ShapeException Misfit(string who, Shape given, Shape expected) =>
        new(who, $"samples of shape {expected}", $"{given}", Hint(given, expected));

    private static string? Hint(Shape given, Shape expected)
    {
        Shape sample = expected[1..];
        if (given == sample || (sample.Rank > 1 && sample[^1] == 1 && given == sample[..^1]))
            return $"this looks like one sample: give it a batch axis, {given} as (1, {string.Join(", ", given)})";
        bool isFlat = given.Rank == 2 && sample.IsKnown && given[1] == sample.Elements;
        return isFlat ? $"put new Reshape({string.Join(", ", sample)}) in front of the model" : null;
    }
}
