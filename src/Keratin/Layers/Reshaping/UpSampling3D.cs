using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Makes volumes larger by whole factors: each place is repeated.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, depth, height, width, channels)</c>. <b>Output</b> the same with depth, height and width times their factors.</para>
/// </remarks>
/// <param name="size">Factors of depth, height and width, at least 1; 2 by default.</param>
/// <example><code>KerasTensor y = new UpSampling3D(2).Apply(new Input(4, 7, 7, 8));   // (None, 8, 14, 14, 8)</code></example>
public sealed class UpSampling3D(Size3D? size = null) : Layer
{
    /// <summary>Factors of depth, height and width.</summary>
    public Size3D Size { get; } = (size ?? 2) is { Depth: >= 1, Height: >= 1, Width: >= 1 } positive ? positive
        : throw new ArgumentOutOfRangeException(nameof(size), size, "Depth, height and width of 'size' are at least 1.");

    /// <summary>Where the channels stand: first, they come right after the batch.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Borders.Repeat(this, x, [Size.Depth, Size.Height, Size.Width], DataFormat);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["size"] = new JsonArray(Size.Depth, Size.Height, Size.Width);
        config["data_format"] = ImageConfig.ToJson(DataFormat);
    }

    internal static UpSampling3D FromConfig(JsonObject config) => new(Read(config["size"]))
    {
        Name = (string)config["name"]!,
        DataFormat = ImageConfig.Format(config),
    };

    private static Size3D Read(JsonNode? node) => node switch
    {
        null => 2,
        JsonArray { Count: 3 } sizes => ((int)sizes[0]!, (int)sizes[1]!, (int)sizes[2]!),
        JsonValue value => (int)value,
        _ => throw new InvalidDataException($"Configuration: expected a number or three; got {node.ToJsonString()}."),
    };
}
