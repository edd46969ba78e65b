using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Largest element of each of a given number of bins, channel by channel, however large the image is.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, outputHeight, outputWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor pooled = new AdaptiveMaxPooling2D(7).Apply(new Input(9, 12, 64));   // (None, 7, 7, 64)</code></example>
public sealed class AdaptiveMaxPooling2D : AdaptivePooling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="outputSize">Height and width of the result.</param>
    public AdaptiveMaxPooling2D(Size2D outputSize)
        : base(outputSize.Lengths)
    {
    }

    private AdaptiveMaxPooling2D(JsonObject config)
        : base(config, rank: 2)
    {
    }

    /// <summary>Height and width of the result.</summary>
    public Size2D OutputSize => Size2D.Of(OutputLengths);

    private protected override KerasTensor Pool(KerasTensor x, SpatialSize outputSize) => Ops.AdaptiveMaxPool($"{this}", x, outputSize);

    internal static AdaptiveMaxPooling2D FromConfig(JsonObject config) => new(config);
}
