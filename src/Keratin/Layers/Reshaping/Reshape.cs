using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>The same elements under another shape, row-major.</summary>
/// <remarks><para><b>Input</b> <c>(batch, …)</c>. <b>Output</b> <c>(batch, targetShape)</c>.</para></remarks>
/// <param name="targetShape">Shape of one sample; one length may be -1 and follows from the others.</param>
/// <example><code>KerasTensor image = new Reshape(28, 28, 1).Apply(new Input(784));   // (None, 28, 28, 1)</code></example>
public sealed class Reshape(params ReadOnlySpan<int> targetShape) : Layer
{
    /// <summary>Shape of one sample.</summary>
    public Shape TargetShape { get; } = Shape.Create(targetShape);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        Shape input = x.Shape[1..];
        Shape target = TargetShape;
        if (target.Count(length => length == Shape.Unknown) > 1)
            throw new ShapeException($"{this}", "at most one length of -1", $"{target}");
        if (!target.IsKnown && input.IsKnown)
        {
            int unknown = target.ToList().IndexOf(Shape.Unknown);
            long others = target.With(unknown, 1).Elements;
            target = others > 0 && input.Elements % others == 0 ? target.With(unknown, checked((int)(input.Elements / others))) : throw Mismatch(x);
        }
        return !input.IsKnown || target.Elements == input.Elements ? x.Reshape([x.Shape[0], .. target]) : throw Mismatch(x);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["target_shape"] = new JsonArray([.. TargetShape.Select(length => JsonValue.Create(length))]);
    }

    internal static Reshape FromConfig(JsonObject config) =>
        new([.. ((JsonArray)config["target_shape"]!).Select(length => (int?)length ?? Shape.Unknown)]) { Name = (string)config["name"]! };

    private ShapeException Mismatch(KerasTensor x) => new($"{this}", $"as many elements a sample as {TargetShape}", $"{x.Shape}");
}
