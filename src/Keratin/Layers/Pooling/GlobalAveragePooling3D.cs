using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of each channel over the whole volume.</summary>
/// <remarks><para><b>Input</b> <c>(batch, depth, height, width, channels)</c>. <b>Output</b> <c>(batch, channels)</c>, or <c>(batch, 1, 1, 1, channels)</c> with
/// <see cref="GlobalPooling.KeepDims"/>.</para></remarks>
/// <example><code>KerasTensor means = new GlobalAveragePooling3D().Apply(new Input(4, 7, 7, 64));   // (None, 64)</code></example>
public sealed class GlobalAveragePooling3D : GlobalPooling
{
    /// <summary>Makes the layer.</summary>
    public GlobalAveragePooling3D()
        : base(rank: 3)
    {
    }

    private GlobalAveragePooling3D(JsonObject config)
        : base(config, rank: 3)
    {
    }

    private protected override KerasTensor Reduce(KerasTensor x, int[] axes) => x.Mean(axes, KeepDims);

    internal static GlobalAveragePooling3D FromConfig(JsonObject config) => new(config);
}
