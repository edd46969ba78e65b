using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Gives each sample's vector n times, as the steps of a sequence.</summary>
/// <remarks><para><b>Input</b> <c>(batch, features)</c>. <b>Output</b> <c>(batch, n, features)</c>.</para></remarks>
/// <param name="n">How many times, at least 1.</param>
/// <example><code>KerasTensor y = new RepeatVector(3).Apply(new Input(32));   // (None, 3, 32)</code></example>
public sealed class RepeatVector(int n) : Layer
{
    /// <summary>How many times.</summary>
    public int N { get; } = Require.Positive(n);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Rank == 2 ? x.ExpandDims(1).Repeat(N, 1) : throw new ShapeException($"{this}", "(batch, features)", $"{x.Shape}");
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["n"] = N;
    }

    internal static RepeatVector FromConfig(JsonObject config) => new((int)config["n"]!) { Name = (string)config["name"]! };
}
