using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Scales and shifts its input: <c>x · scale + offset</c>. <c>new Rescaling(1f / 255)</c> brings bytes to 0 … 1 inside the model.</summary>
/// <remarks><para><b>Input</b> any shape. <b>Output</b> the same.</para></remarks>
/// <param name="scale">Factor: one number, or an array that broadcasts, such as one for each channel.</param>
/// <param name="offset">Added afterwards, likewise; 0 by default.</param>
/// <example><code>KerasTensor y = new Rescaling(1f / 127.5f, offset: -1).Apply(new Input(28, 28, 1));   // bytes to -1 … 1</code></example>
public sealed class Rescaling(ArrayLike scale, ArrayLike? offset = null) : Layer
{
    /// <summary>Factor.</summary>
    public ArrayLike Scale { get; } = scale ?? throw new ArgumentNullException(nameof(scale));

    /// <summary>Added afterwards.</summary>
    public ArrayLike Offset { get; } = offset ?? 0;

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        KerasTensor y = (x * Scale.ToKerasTensor()) + Offset.ToKerasTensor();
        return y.Rank == x.Rank ? y : throw new ShapeException($"{this}", $"a scale and an offset that broadcast to {x.Shape}", $"{Scale} and {Offset}");
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["scale"] = Scale.ToJson();
        config["offset"] = Offset.ToJson();
    }

    internal static Rescaling FromConfig(JsonObject config) =>
        new(ArrayLike.FromJson(config["scale"])!, ArrayLike.FromJson(config["offset"])) { Name = (string)config["name"]! };
}
