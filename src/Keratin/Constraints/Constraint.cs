using System.Text.Json.Nodes;

namespace Keratin.Constraints;

/// <summary>What a weight is brought back to after each of the optimizer's updates.</summary>
/// <remarks>A constraint of one's own overrides <see cref="Apply"/> with a formula of <see cref="Ops"/>.</remarks>
/// <example><code>new Dense(64, "relu") { KernelConstraint = new MaxNorm(2) }</code></example>
public abstract class Constraint
{
    /// <summary>Added to a norm before dividing by it, as Keras' <c>epsilon()</c>.</summary>
    internal const float Epsilon = 1e-7f;

    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>What Keras writes into a file.</summary>
    public abstract JsonObject Config { get; }

    /// <summary>The weight's value as it may be.</summary>
    /// <param name="weight">Its value after the update.</param>
    /// <returns>A value of the same shape.</returns>
    public abstract KerasTensor Apply(KerasTensor weight);

    /// <summary>The constraint that Keras calls so, with its defaults: <c>non_neg</c>.</summary>
    /// <param name="name">Keras' name.</param>
    public static implicit operator Constraint(string name) => FromString(name);

    /// <summary>The constraint that Keras calls so, with its defaults: <c>non_neg</c>.</summary>
    /// <param name="name">Keras' name.</param>
    public static Constraint FromString(string name) => Serialized.Create("Constraint", name, ConstraintTable.FromConfig);

    internal JsonObject Serialize() => Serialized.Wrap("keras.constraints", ClassName, Config);

    internal static Constraint? Deserialize(JsonNode? node) => node is null ? null : Serialized.Create("Constraint", node, ConstraintTable.FromConfig);

    /// <summary>Euclidean length along axes, which stay with length 1.</summary>
    private protected static KerasTensor Norm(KerasTensor weight, IReadOnlyList<int> axes) => weight.Square().Sum([.. axes], keepDims: true).Sqrt();

    // One axis is written as a number, several as a list, as Keras has them.
    private protected static JsonNode AxisConfig(IReadOnlyList<int> axes) =>
        axes.Count == 1 ? JsonValue.Create(axes[0]) : new JsonArray([.. axes.Select(axis => JsonValue.Create(axis))]);
}
