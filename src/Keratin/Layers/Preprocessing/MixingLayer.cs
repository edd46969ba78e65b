namespace Keratin.Layers;

/// <summary>What the layers share that in training mix each image of a batch with another one of it, and their labels alike; else both pass as they are.</summary>
/// <remarks>
/// <para>
/// <b>Input</b> images <c>(batch, height, width, channels)</c>, then labels <c>(batch, classes)</c>: shares of classes, as <c>Utils.ToCategorical</c> makes
/// them. <b>Output</b> as many results of the same shapes, in this order; of images alone the images.
/// </para>
/// <para>
/// Keras takes and gives a dictionary, <c>{"images": …, "labels": …}</c>; files have it. Targets are no input of a model, so the place to mix is before it,
/// <c>batches.Augment(layer)</c>, or in a training step of one's own, <c>layer.ApplyAll(data.X[0], data.Y[0])</c>.
/// </para>
/// </remarks>
public abstract class MixingLayer : RandomImageLayer
{
    private protected MixingLayer()
    {
    }

    internal override IReadOnlyList<string> InputKeys { get; } = ["images", "labels"];

    /// <inheritdoc/>
    protected override void BuildAll(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count > 2)
            throw new ShapeException($"{this}", "images, or images and labels", $"{inputs.Count} inputs");
        base.BuildAll(inputs);
        if (inputs.Count == 2 && inputs[1].Rank != 2)
        {
            throw new ShapeException(
                $"{this}", "labels (batch, classes)", $"{inputs[1]}", "a mixed image has shares of several classes: Utils.ToCategorical(labels) makes shares of numbers");
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!training)
            return inputs;
        KerasTensor? order = null, share = null;
        KerasTensor images = OnImages(inputs[0], x =>
        {
            order = Random.Uniform([x.Shape[0]]).Argsort();
            (KerasTensor mixed, share) = Mix(x, x.Take(order));
            return mixed;
        });
        if (inputs.Count == 1)
            return [images];
        KerasTensor own = share!.Reshape([inputs[1].Shape[0], 1]);
        return [images, (own * inputs[1]) + ((1 - own) * inputs[1].Take(order!))];
    }

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Mix(images, images.Take(Random.Uniform([images.Shape[0]]).Argsort())).Images;
    }

    /// <summary>Mixes images with others, and says how much of each result, from 0 to 1, is the image's own, of shape <c>(batch,)</c>.</summary>
    private protected abstract (KerasTensor Images, KerasTensor Share) Mix(KerasTensor images, KerasTensor others);
}
