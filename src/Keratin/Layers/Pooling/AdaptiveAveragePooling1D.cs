using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of each of a given number of bins, channel by channel, however large the sequence is.</summary>
/// <remarks><para><b>Input</b> <c>(batch, steps, channels)</c>. <b>Output</b> <c>(batch, outputSize, channels)</c>.</para></remarks>
/// <example><code>KerasTensor pooled = new AdaptiveAveragePooling1D(16).Apply(new Input(50, 64));   // (None, 16, 64)</code></example>
public sealed class AdaptiveAveragePooling1D : AdaptivePooling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="outputSize">How many steps the result has.</param>
    public AdaptiveAveragePooling1D(int outputSize)
        : base([outputSize])
    {
    }

    private AdaptiveAveragePooling1D(JsonObject config)
        : base(config, rank: 1)
    {
    }

    /// <summary>How many steps the result has.</summary>
    public int OutputSize => OutputLengths[0];

    private protected override KerasTensor Pool(KerasTensor x, SpatialSize outputSize) => Ops.AdaptiveAveragePool($"{this}", x, outputSize);

    internal static AdaptiveAveragePooling1D FromConfig(JsonObject config) => new(config);
}
