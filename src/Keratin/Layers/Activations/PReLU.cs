using System.Text.Json.Nodes;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Leaky rectified linear unit whose slopes are learned: <c>x</c> where it is not negative, else <c>alpha · x</c>.</summary>
/// <remarks>
/// <para><b>Input</b> any shape. <b>Output</b> the same.</para>
/// <para><b>Weights</b> <c>alpha</c>, a slope for each element of a sample, of length 1 along the shared axes.</para>
/// <para>He, Zhang, Ren, Sun: "Delving deep into rectifiers: surpassing human-level performance on ImageNet classification", 2015.</para>
/// </remarks>
/// <example>
/// <code>
/// // One slope for each channel.
/// KerasTensor y = new PReLU { SharedAxes = [1, 2] }.Apply(new Input(28, 28, 32));   // (None, 28, 28, 32)
/// </code>
/// </example>
public sealed class PReLU : Layer
{
    private Variable? _alpha;

    /// <summary>First value of alpha.</summary>
    public Initializer AlphaInitializer { get; init; } = new Zeros();

    /// <summary>A term of the loss that grows with alpha.</summary>
    public Regularizer? AlphaRegularizer { get; init; }

    /// <summary>What alpha is brought back to after each update.</summary>
    public Constraint? AlphaConstraint { get; init; }

    /// <summary>Axes along which one slope serves all, counted with the batch: 1 is the first of a sample. Null means none.</summary>
    public IReadOnlyList<int>? SharedAxes { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Shape shape = input[1..];
        foreach (int axis in SharedAxes ?? [])
        {
            shape = axis >= 1 && axis < input.Rank ? shape.With(axis - 1, 1)
                : throw new ShapeException($"{this}", $"shared axes from 1 to {input.Rank - 1}", $"axis {axis}");
        }
        if (!shape.IsKnown)
            throw new ShapeException($"{this}", "all lengths but the batch and the shared axes known", $"{input}");
        _alpha = AddWeight("alpha", shape, AlphaInitializer, regularizer: AlphaRegularizer, constraint: AlphaConstraint);
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => x.Relu() - ((KerasTensor)_alpha! * (-x).Relu());

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["alpha_initializer"] = AlphaInitializer.Serialize();
        config["alpha_regularizer"] = AlphaRegularizer?.Serialize();
        config["alpha_constraint"] = AlphaConstraint?.Serialize();
        config["shared_axes"] = SharedAxes is null ? null : AxisConfig.ToArray(SharedAxes);
    }

    internal static PReLU FromConfig(JsonObject config) => new()
    {
        Name = (string)config["name"]!,
        AlphaInitializer = Initializer.Deserialize(config["alpha_initializer"]) ?? new Zeros(),
        AlphaRegularizer = Regularizer.Deserialize(config["alpha_regularizer"]),
        AlphaConstraint = Constraint.Deserialize(config["alpha_constraint"]),
        SharedAxes = config["shared_axes"] is { } axes ? AxisConfig.Read(axes) : null,
    };
}
