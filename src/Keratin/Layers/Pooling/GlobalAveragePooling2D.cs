using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of each channel over the whole image.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, channels)</c>, or <c>(batch, 1, 1, channels)</c> with
/// <see cref="GlobalPooling.KeepDims"/>.</para></remarks>
/// <example><code>KerasTensor means = new GlobalAveragePooling2D().Apply(new Input(7, 7, 64));   // (None, 64)</code></example>
public sealed class GlobalAveragePooling2D : GlobalPooling
{
    /// <summary>Makes the layer.</summary>
    public GlobalAveragePooling2D()
        : base(rank: 2)
    {
    }

    private GlobalAveragePooling2D(JsonObject config)
        : base(config, rank: 2)
    {
    }

    private protected override KerasTensor Reduce(KerasTensor x, int[] axes) => x.Mean(axes, KeepDims);

    internal static GlobalAveragePooling2D FromConfig(JsonObject config) => new(config);
}
