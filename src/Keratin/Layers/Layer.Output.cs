namespace Keratin.Layers;

// What the layer gave where a model was described: a place to take numbers from.
public abstract partial class Layer
{
    // Of the first call, as in Keras; and who describes the layer when it is asked for it and has not been called by itself.
    private KerasTensor? _output;
    private Func<KerasTensor>? _describe;

    /// <summary>What the layer gave when it was first applied to a description: Keras' <c>layer.output</c>, for models that end within another one.</summary>
    /// <remarks>Of a layer with several results the first. A layer in a <c>Sequential</c> has one once the model knows its input.</remarks>
    /// <exception cref="InvalidOperationException">The layer has not been applied to a description.</exception>
    /// <example>
    /// <code>
    /// var features = new Model(model.Inputs, model.GetLayer("conv2d_3").Output);
    /// Tensor&lt;float&gt; maps = features.Predict(images);
    /// </code>
    /// </example>
    public virtual KerasTensor Output => _output ?? _describe?.Invoke() ?? throw new InvalidOperationException(
        $"{this}.Output: expected a layer that was applied to an Input or to what other layers made of one; got one that was not.\n" +
        "  hint: put it into a Sequential that begins with an Input, or call Apply");

    // For containers, whose layers are applied to nothing as long as nobody asks.
    private protected static void DescribeBy(Layer layer, Func<KerasTensor>? describe) => layer._describe = describe;
}
