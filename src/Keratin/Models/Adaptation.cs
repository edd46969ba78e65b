using Keratin.Data;
using Keratin.Layers;

namespace Keratin.Models;

/// <summary>Layers that learn from data before training: <c>normalization.Adapt(xTrain)</c>.</summary>
public static class Adaptation
{
    /// <summary>Finds the mean and the variance of each feature, and builds the layer if it is not built.</summary>
    /// <remarks>In double, a part of the samples at a time, whose results are joined by Chan's formula: nothing cancels, and nothing is copied as a whole.</remarks>
    /// <param name="layer">A layer without <c>Mean</c> and <c>Variance</c>.</param>
    /// <param name="data">Samples, as many as there are.</param>
    /// <exception cref="ShapeException">The layer was built for other data.</exception>
    /// <exception cref="InvalidOperationException">The layer was given a mean and a variance.</exception>
    public static void Adapt(this Normalization layer, Samples data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Adapt(layer, [data]);
    }

    /// <summary>Finds the mean and the variance of each feature of data that comes in batches.</summary>
    /// <param name="layer">A layer without <c>Mean</c> and <c>Variance</c>.</param>
    /// <param name="batches">Batches of samples, gone through once.</param>
    /// <exception cref="ShapeException">The layer was built for other data, or a batch has another shape.</exception>
    /// <exception cref="InvalidOperationException">The layer was given a mean and a variance.</exception>
    public static void Adapt(this Normalization layer, IEnumerable<Samples> batches)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(batches);
        FeatureMoments? moments = null;
        Shape? data = null;
        foreach (Samples batch in batches)
        {
            data = batch.Shape.With(0, Shape.Unknown);
            layer.CheckAdaptable(data);
            moments ??= new FeatureMoments(data[1..], [.. layer.KeptAxes(data.Rank).Select(axis => axis - 1)]);
            moments.Add(batch);
        }
        if (moments is null || moments.Count == 0)
            throw new ArgumentException($"{layer}.Adapt: expected at least one sample; got none.", nameof(batches));
        layer.Take(data!, moments.Mean(), moments.Variance());
    }

    /// <summary>Finds boundaries between which equally many numbers lie.</summary>
    /// <param name="layer">A layer with <c>NumBins</c>.</param>
    /// <param name="data">Numbers.</param>
    /// <exception cref="InvalidOperationException">The layer was given its boundaries.</exception>
    public static void Adapt(this Discretization layer, Samples data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Adapt(layer, [data]);
    }

    /// <summary>Finds boundaries between which equally many numbers lie, of data that comes in batches.</summary>
    /// <param name="layer">A layer with <c>NumBins</c>.</param>
    /// <param name="batches">Batches of numbers, gone through once.</param>
    /// <exception cref="InvalidOperationException">The layer was given its boundaries.</exception>
    public static void Adapt(this Discretization layer, IEnumerable<Samples> batches)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(batches);
        if (layer.NumBins is not { } bins)
            throw new InvalidOperationException($"{layer}.Adapt: expected a layer with NumBins; got one with BinBoundaries.");
        var summary = new QuantileSummary(layer.Epsilon);
        foreach (Samples batch in batches)
        {
            float[] numbers = new float[checked((int)batch.Shape.Elements)];
            batch.Copy(0, batch.Count, numbers);
            summary.Add(numbers);
        }
        layer.Boundaries = summary.Boundaries(bins);
    }
}
