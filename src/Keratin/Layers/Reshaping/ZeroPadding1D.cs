using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Puts zeros before and after the steps of a sequence.</summary>
/// <remarks><para><b>Input</b> <c>(batch, steps, features)</c>. <b>Output</b> <c>(batch, newSteps, features)</c>.</para></remarks>
/// <example><code>KerasTensor y = new ZeroPadding1D(2).Apply(new Input(10, 8));   // (None, 14, 8)</code></example>
public sealed class ZeroPadding1D : Layer
{
    /// <summary>As by 1 on each side.</summary>
    public ZeroPadding1D()
        : this(1)
    {
    }

    /// <summary>A layer with the same borders at both sides.</summary>
    /// <param name="padding">How many zeros before and after.</param>
    public ZeroPadding1D(int padding) => Padding = Borders.Check("ZeroPadding1D", nameof(padding), Borders.Both(padding));

    /// <summary>A layer with borders of its own at both ends.</summary>
    /// <param name="padding">How many zeros before and after.</param>
    public ZeroPadding1D((int Left, int Right) padding) => Padding = Borders.Check("ZeroPadding1D", nameof(padding), padding);

    /// <summary>How many zeros before and after, for each axis.</summary>
    public IReadOnlyList<(int Before, int After)> Padding { get; }

    /// <summary>Where the channels stand: first, they come right after the batch.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Borders.Pad(this, x, Padding, DataFormat);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["padding"] = Borders.ToJson(Padding);
        config["data_format"] = ImageConfig.ToJson(DataFormat);
    }

    internal static ZeroPadding1D FromConfig(JsonObject config) =>
        new(Borders.Read(config["padding"], 1, 1)[0]) { Name = (string)config["name"]!, DataFormat = ImageConfig.Format(config) };
}
