using Keratin.Data;
using Keratin.Layers;

namespace Keratin.Models;

/// <summary>Sends batches through layers on their way to <c>Fit</c>, as <c>dataset.map</c> does.</summary>
public static class BatchAugmentation
{
    /// <summary>The batches after a change by layers, one after the other, that behave as in training: augmentation before the model, not in it.</summary>
    /// <remarks>
    /// Samples are changed; a layer that mixes images, <see cref="MixUp"/> or <see cref="CutMix"/>, changes the targets too, which are shares of classes then:
    /// <c>Utils.ToCategorical(labels)</c>. It happens while <c>Fit</c> gets batches ready, beside the step that computes. Each time the sequence is gone
    /// through, the layers draw other random numbers; all of them follow from their seeds. Give what validates as it is.
    /// </remarks>
    /// <param name="batches">Batches with one input and at most one target.</param>
    /// <param name="layers">What changes them, in this order; not part of a model that trains meanwhile.</param>
    /// <exception cref="ArgumentException">While it is gone through: a batch has several inputs or targets.</exception>
    /// <example><code>model.Fit(Batch.Split(x, Utils.ToCategorical(y), 64).Augment(new RandomFlip(), new CutMix()), epochs: 5);</code></example>
    public static IEnumerable<Batch> Augment(this IEnumerable<Batch> batches, params IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(layers);
        return Changed(batches, layers);
    }

    private static IEnumerable<Batch> Changed(IEnumerable<Batch> batches, IReadOnlyList<Layer> layers)
    {
        bool mixes = layers.Any(layer => layer is MixingLayer);
        var function = new TracedFunction(
            inputs => layers.Aggregate(inputs, (x, layer) => layer is MixingLayer ? layer.ApplyAll(x) : [layer.Apply(x[0]), .. x.Skip(1)]), training: true);
        foreach (Batch batch in batches)
        {
            if (batch.X.Count > 1 || batch.Y.Count > 1)
            {
                throw new ArgumentException(
                    $"Augment: expected batches of one input and at most one target; got {batch.X.Count} and {batch.Y.Count}.", nameof(batches));
            }
            IReadOnlyList<Samples> changed = mixes ? [batch.X[0], .. batch.Y] : batch.X;
            IReadOnlyList<Tensor<float>> results = function.Call([.. changed.Select(samples => samples.ToTensor())]);
            yield return new Batch([results[0]], results.Count > 1 ? [results[1]] : batch.Y, batch.SampleWeight);
        }
    }
}
