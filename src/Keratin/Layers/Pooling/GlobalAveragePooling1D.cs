using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of each channel over the whole sequence.</summary>
/// <remarks><para><b>Input</b> <c>(batch, steps, channels)</c>. <b>Output</b> <c>(batch, channels)</c>, or <c>(batch, 1, channels)</c> with
/// <see cref="GlobalPooling.KeepDims"/>.</para></remarks>
/// <example><code>KerasTensor means = new GlobalAveragePooling1D().Apply(new Input(128, 64));   // (None, 64)</code></example>
public sealed class GlobalAveragePooling1D : GlobalPooling
{
    /// <summary>Makes the layer.</summary>
    public GlobalAveragePooling1D()
        : base(rank: 1)
    {
    }

    private GlobalAveragePooling1D(JsonObject config)
        : base(config, rank: 1)
    {
    }

    private protected override KerasTensor Reduce(KerasTensor x, int[] axes) => x.Mean(axes, KeepDims);

    internal static GlobalAveragePooling1D FromConfig(JsonObject config) => new(config);
}
