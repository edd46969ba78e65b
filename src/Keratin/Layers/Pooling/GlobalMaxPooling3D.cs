using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Largest element of each channel of the whole volume.</summary>
/// <remarks><para><b>Input</b> <c>(batch, depth, height, width, channels)</c>. <b>Output</b> <c>(batch, channels)</c>, or <c>(batch, 1, 1, 1, channels)</c> with
/// <see cref="GlobalPooling.KeepDims"/>.</para></remarks>
/// <example><code>KerasTensor largest = new GlobalMaxPooling3D().Apply(new Input(4, 7, 7, 64));   // (None, 64)</code></example>
public sealed class GlobalMaxPooling3D : GlobalPooling
{
    /// <summary>Makes the layer.</summary>
    public GlobalMaxPooling3D()
        : base(rank: 3)
    {
    }

    private GlobalMaxPooling3D(JsonObject config)
        : base(config, rank: 3)
    {
    }

    private protected override KerasTensor Reduce(KerasTensor x, int[] axes) => x.Max(axes, KeepDims);

    internal static GlobalMaxPooling3D FromConfig(JsonObject config) => new(config);
}
