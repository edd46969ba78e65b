using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Largest element of each channel over the whole image.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, channels)</c>, or <c>(batch, 1, 1, channels)</c> with <see cref="KeepDims"/>.</para></remarks>
/// <example><code>KerasTensor largest = new GlobalMaxPooling2D().Apply(new Input(7, 7, 64));   // (None, 64)</code></example>
public sealed class GlobalMaxPooling2D : Layer
{
    /// <summary>Whether height and width stay, with length 1.</summary>
    public bool KeepDims { get; init; }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Rank == 4 ? x.Max([1, 2], KeepDims) : throw new ShapeException($"{this}", "(batch, height, width, channels)", $"{x.Shape}");
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["data_format"] = "channels_last";
        config["keepdims"] = KeepDims;
    }

    internal static GlobalMaxPooling2D FromConfig(JsonObject config)
    {
        LayerConfig.RequireChannelsLast(config);
        return new() { Name = (string)config["name"]!, KeepDims = (bool?)config["keepdims"] ?? false };
    }
}
