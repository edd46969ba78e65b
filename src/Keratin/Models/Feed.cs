using Keratin.Data;
using Keratin.Graph;
using Keratin.Losses;

namespace Keratin.Models;

/// <summary>Samples and targets, checked against the model, that fill the inputs of a step.</summary>
internal sealed class Feed : IFilling
{
    private readonly Samples[] _x;
    private readonly Samples? _y;

    // What is being filled in: samples by these numbers, or in their own order. A feed belongs to one call, which fills one run after the other.
    private int[]? _order;
    private int _start;

    private Feed(Samples[] x, Shape[] shapes, Samples? y) => (_x, Shapes, _y, Count) = (x, shapes, y, x[0].Count);

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Shapes as the model takes them, the batch unknown.</summary>
    public Shape[] Shapes { get; }

    /// <summary>Shape of the targets, the batch unknown.</summary>
    public Shape TargetShape => _y!.Shape.With(0, Shape.Unknown);

    /// <summary>Builds the model if need be and checks that the samples fit.</summary>
    public static Feed Create(Model model, IReadOnlyList<Samples> x, Samples? y, string who)
    {
        if (x.Count == 0 || x.Any(samples => samples is null))
            throw new ArgumentException($"{who}: expected samples; got none.");
        foreach (Samples other in x.Skip(1).Concat(y is null ? [] : [y]))
        {
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
        return new Feed([.. x], [.. x.Select((samples, i) => Fit(samples.Shape, expected[i]) ?? throw Misfit(who, samples.Shape, expected[i]))], y);
    }

    /// <summary>Refuses targets of another shape than those that the plans were made for.</summary>
    public void CheckTargetsAsIn(Feed training, string who)
    {
        if (TargetShape != training.TargetShape)
            throw new ShapeException(who, $"targets as in training, {training.TargetShape}", $"{_y!.Shape}");
    }

    /// <summary>Refuses class indices that the output has no place for. Asked once, so that kernels need not.</summary>
    public void CheckTargets(Loss loss, Shape output, string who)
    {
        if (!loss.TakesIndices || _y is null)
            return;
        int classes = output[^1];
        float[] row = new float[checked((int)_y.Shape[1..].Elements)];
        for (int i = 0; i < Count; i++)
        {
            _y.Copy(i, 1, row);
            foreach (float label in row)
            {
                if (!(label >= 0 && label < classes && label == MathF.Floor(label)))
                    throw new ArgumentException(
                        $"{who}: expected class indices 0 … {classes - 1}, as the model has {classes} outputs; got {label} for sample {i}.");
            }
        }
    }

    /// <summary>Fills a run with the samples that <paramref name="order"/> names from <paramref name="start"/> on.</summary>
    public void Fill(IExecution execution, int[] order, int start, int count)
    {
        (_order, _start) = (order, start);
        execution.Fill(this, count);
    }

    /// <summary>Fills a run with the samples from <paramref name="start"/> on.</summary>
    public void Fill(IExecution execution, int start, int count)
    {
        (_order, _start) = (null, start);
        execution.Fill(this, count);
    }

    void IFilling.Fill(IExecution execution, int first, int end)
    {
        for (int i = 0; i < _x.Length; i++)
            Fill(_x[i], execution.Input(i), first, end);
        if (_y is not null)
            Fill(_y, execution.Input(_x.Length), first, end);
    }

    private void Fill(Samples samples, Span<float> input, int first, int end)
    {
        int sample = checked((int)(samples.Shape.Elements / samples.Count)), count = end - first;
        input = input.Slice(first * sample, count * sample);
        if (_order is null)
            samples.Copy(_start + first, count, input);
        else
            samples.Gather(_order.AsSpan(_start + first, count), input);
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
