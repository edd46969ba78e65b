using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Largest element of each channel of the whole sequence.</summary>
/// <remarks><para><b>Input</b> <c>(batch, steps, channels)</c>. <b>Output</b> <c>(batch, channels)</c>, or <c>(batch, 1, channels)</c> with
/// <see cref="GlobalPooling.KeepDims"/>.</para></remarks>
/// <example><code>KerasTensor largest = new GlobalMaxPooling1D().Apply(new Input(128, 64));   // (None, 64)</code></example>
public sealed class GlobalMaxPooling1D : GlobalPooling
{
    /// <summary>Makes the layer.</summary>
    public GlobalMaxPooling1D()
        : base(rank: 1)
    {
    }

    private GlobalMaxPooling1D(JsonObject config)
        : base(config, rank: 1)
    {
    }

    private protected override KerasTensor Reduce(KerasTensor x, int[] axes) => x.Max(axes, KeepDims);

    internal static GlobalMaxPooling1D FromConfig(JsonObject config) => new(config);
}
