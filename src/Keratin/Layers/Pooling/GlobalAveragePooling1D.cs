using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of each channel over the whole sequence.</summary>
/// <remarks><para><b>Input</b> <c>(batch, steps, channels)</c>. <b>Output</b> <c>(batch, channels)</c>, or <c>(batch, 1, channels)</c> with
/// <see cref="GlobalPooling.KeepDims"/>. Steps that the input's mask leaves out do not count; the result has no mask.</para></remarks>
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

    private protected override KerasTensor Reduce(KerasTensor x, int[] axes)
    {
        if (MaskOf(x) is not { } mask)
            return x.Mean(axes, KeepDims);
        // What is left out may be infinite, so it is not multiplied by 0.
        KerasTensor counts = mask.Reshape(x.Shape.With(DataFormat == DataFormat.ChannelsLast ? 2 : 1, 1));
        return counts.Where(x, Ops.Constant(0)).Sum(axes, KeepDims) / counts.Sum(axes, KeepDims);
    }

    internal static GlobalAveragePooling1D FromConfig(JsonObject config) => new(config);
}
