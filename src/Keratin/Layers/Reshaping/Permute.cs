using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Puts the axes of each sample in another order.</summary>
/// <remarks><para><b>Input</b> <c>(batch, …)</c>. <b>Output</b> axis <c>i</c> is axis <c>dims[i - 1]</c> of the input.</para></remarks>
/// <param name="dims">Each axis of a sample once, from 1 on.</param>
/// <example><code>KerasTensor y = new Permute(2, 1).Apply(new Input(10, 64));   // (None, 64, 10)</code></example>
public sealed class Permute(params IReadOnlyList<int> dims) : Layer
{
    /// <summary>The axes in their new order.</summary>
    public IReadOnlyList<int> Dims { get; } = dims is not null && dims.Order().SequenceEqual(Enumerable.Range(1, dims.Count)) ? [.. dims]
        : throw new ArgumentException($"Permute: expected each axis once, from 1 on; got ({string.Join(", ", dims ?? [])}).", nameof(dims));

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Rank == Dims.Count + 1 ? x.Transpose([0, .. Dims])
            : throw new ShapeException($"{this}", $"a batch and {Dims.Count} axes", $"{x.Shape}");
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["dims"] = AxisConfig.ToArray(Dims);
    }

    internal static Permute FromConfig(JsonObject config) => new(AxisConfig.Read(config["dims"], 1)) { Name = (string)config["name"]! };
}
