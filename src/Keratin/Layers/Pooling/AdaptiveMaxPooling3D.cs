using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Largest element of each of a given number of bins, channel by channel, however large the volume is.</summary>
/// <remarks><para><b>Input</b> <c>(batch, depth, height, width, channels)</c>. <b>Output</b> <c>(batch, outputDepth, outputHeight, outputWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor pooled = new AdaptiveMaxPooling3D((2, 4, 4)).Apply(new Input(5, 9, 9, 8));   // (None, 2, 4, 4, 8)</code></example>
public sealed class AdaptiveMaxPooling3D : AdaptivePooling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="outputSize">Depth, height and width of the result.</param>
    public AdaptiveMaxPooling3D(Size3D outputSize)
        : base(outputSize.Lengths)
    {
    }

    private AdaptiveMaxPooling3D(JsonObject config)
        : base(config, rank: 3)
    {
    }

    /// <summary>Depth, height and width of the result.</summary>
    public Size3D OutputSize => Size3D.Of(OutputLengths);

    private protected override KerasTensor Pool(KerasTensor x, SpatialSize outputSize) => Ops.AdaptiveMaxPool($"{this}", x, outputSize);

    internal static AdaptiveMaxPooling3D FromConfig(JsonObject config) => new(config);
}
