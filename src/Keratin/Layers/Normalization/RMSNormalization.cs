using System.Text.Json.Nodes;
using Keratin.Initializers;

namespace Keratin.Layers;

/// <summary>Divides each sample by the root of the mean of its squares along axes: <c>scale · x / √(mean(x²) + epsilon)</c>.</summary>
/// <remarks>
/// <para><b>Input</b> any shape, the lengths of the axes known. <b>Output</b> the same.</para>
/// <para><b>Weights</b> <c>scale</c>, with the lengths of the axes.</para>
/// <para>Zhang, Sennrich: "Root mean square layer normalization", 2019.</para>
/// </remarks>
/// <example><code>KerasTensor y = new RMSNormalization().Apply(new Input(50, 64));   // (None, 50, 64)</code></example>
public sealed class RMSNormalization : Layer
{
    private Variable? _scale;

    /// <summary>The axes that belong together; by default the last.</summary>
    public IReadOnlyList<int> Axis { get; init; } = [-1];

    /// <summary>Added to the mean of the squares.</summary>
    public float Epsilon { get; init; } = 1e-6f;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Shape shape = [.. Along(input.Rank).Select(axis => input[axis])];
        if (Axis.Count == 0 || !shape.IsKnown)
            throw new ShapeException($"{this}", $"known lengths along the axes ({string.Join(", ", Axis)})", $"{input}");
        _scale = AddWeight("scale", shape, new Ones());
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.RmsNormalization(_scale!, Along(x.Rank).AsSpan(), Epsilon);
    }

    private IntList Along(int rank) => Axes.Normalize([.. Axis], rank, $"{this}");

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        // Keras makes a list of a number when it builds.
        config["axis"] = IsBuilt ? AxisConfig.ToArray([.. Axis.Order()]) : AxisConfig.ToJson(Axis);
        config["epsilon"] = Epsilon;
    }

    internal static RMSNormalization FromConfig(JsonObject config) => new()
    {
        Name = (string)config["name"]!,
        Axis = AxisConfig.Read(config["axis"]),
        Epsilon = (float?)config["epsilon"] ?? 1e-6f,
    };
}
