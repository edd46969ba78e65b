using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Takes steps away at the beginning and the end of a sequence.</summary>
/// <remarks><para><b>Input</b> <c>(batch, steps, features)</c>. <b>Output</b> <c>(batch, newSteps, features)</c>.</para></remarks>
/// <example><code>KerasTensor y = new Cropping1D((1, 2)).Apply(new Input(10, 8));   // (None, 7, 8)</code></example>
public sealed class Cropping1D : Layer
{
    /// <summary>As by 1 on each side.</summary>
    public Cropping1D()
        : this(1)
    {
    }

    /// <summary>A layer with the same borders at both sides.</summary>
    /// <param name="cropping">How many elements before and after.</param>
    public Cropping1D(int cropping) => Cropping = Borders.Check("Cropping1D", nameof(cropping), Borders.Both(cropping));

    /// <summary>A layer with borders of its own at both ends.</summary>
    /// <param name="cropping">How many elements before and after.</param>
    public Cropping1D((int Left, int Right) cropping) => Cropping = Borders.Check("Cropping1D", nameof(cropping), cropping);

    /// <summary>How many elements before and after, for each axis.</summary>
    public IReadOnlyList<(int Before, int After)> Cropping { get; }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Borders.Crop(this, x, Cropping);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["cropping"] = Borders.ToJson(Cropping);
    }

    internal static Cropping1D FromConfig(JsonObject config) =>
        new(Borders.Read(config["cropping"], 1, 1)[0]) { Name = (string)config["name"]! };
}
