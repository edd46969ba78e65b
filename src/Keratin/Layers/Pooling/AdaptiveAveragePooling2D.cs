using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of each of a given number of bins, channel by channel, however large the image is.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, outputHeight, outputWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor pooled = new AdaptiveAveragePooling2D(7).Apply(new Input(9, 12, 64));   // (None, 7, 7, 64)</code></example>
public sealed class AdaptiveAveragePooling2D : AdaptivePooling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="outputSize">Height and width of the result.</param>
    public AdaptiveAveragePooling2D(Size2D outputSize)
        : base(outputSize.Lengths)
    {
    }

    private AdaptiveAveragePooling2D(JsonObject config)
        : base(config, rank: 2)
    {
    }

    /// <summary>Height and width of the result.</summary>
    public Size2D OutputSize => Size2D.Of(OutputLengths);

    private protected override KerasTensor Pool(KerasTensor x, SpatialSize outputSize) => Ops.AdaptiveAveragePool($"{this}", x, outputSize);

    internal static AdaptiveAveragePooling2D FromConfig(JsonObject config) => new(config);
}
