using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Puts all axes but the batch into one, row-major.</summary>
/// <remarks><para><b>Input</b> <c>(batch, …)</c>. <b>Output</b> <c>(batch, product of the others)</c>; <c>(batch, 1)</c> for <c>(batch,)</c>.</para></remarks>
/// <example><code>KerasTensor row = new Flatten().Apply(new Input(28, 28));   // (None, 784)</code></example>
public sealed class Flatten : Layer
{
    /// <summary>Where the channels stand. If they are first they are put last before: so the result is that of the same images with channels last.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        Shape sample = x.Shape[1..];
        int length = sample.IsKnown ? checked((int)sample.Elements) : throw new ShapeException($"{this}", "all lengths but the batch known", $"{x.Shape}");
        KerasTensor ordered = DataFormat == DataFormat.ChannelsFirst && x.Rank > 2 ? x.MoveAxis(1, -1) : x;
        return ordered.Reshape([x.Shape[0], length]);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["data_format"] = ImageConfig.ToJson(DataFormat);
    }

    internal static Flatten FromConfig(JsonObject config) => new() { Name = (string)config["name"]!, DataFormat = ImageConfig.Format(config) };
}
