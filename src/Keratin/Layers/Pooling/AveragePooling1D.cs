using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of each window, channel by channel; steps outside the sequence do not count.</summary>
/// <remarks><para><b>Input</b> <c>(batch, steps, channels)</c>. <b>Output</b> <c>(batch, newSteps, channels)</c>.</para></remarks>
/// <example><code>KerasTensor half = new AveragePooling1D(2).Apply(new Input(128, 6));   // (None, 64, 6)</code></example>
public sealed class AveragePooling1D : Pooling1D
{
    /// <summary>Windows of 2 steps.</summary>
    public AveragePooling1D()
        : this(2)
    {
    }

    /// <summary>Windows of a given size.</summary>
    /// <param name="poolSize">Steps of the window; 2 halves the sequence.</param>
    public AveragePooling1D(int poolSize)
        : base(poolSize)
    {
    }

    private AveragePooling1D(JsonObject config)
        : base(config)
    {
    }

    private protected override KerasTensor Pool(KerasTensor x, SpatialSize poolSize, SpatialSize strides) =>
        Ops.AveragePool($"{this}", x, poolSize, strides, Padding);

    internal static AveragePooling1D FromConfig(JsonObject config) => new(config);
}
