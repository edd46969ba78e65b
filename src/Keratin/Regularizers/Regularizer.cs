using System.Text.Json.Nodes;

namespace Keratin.Regularizers;

/// <summary>A term of the loss that grows with the weights.</summary>
/// <remarks>One of your own derives from this class; gradients follow from the ops it uses.</remarks>
/// <example>
/// <code>
/// sealed class Smoothness(float factor) : Regularizer
/// {
///     public override JsonObject Config => new() { ["factor"] = factor };
///
///     public override KerasTensor Apply(KerasTensor x) =>
///         factor * (x.Slice(0, 1, x.Shape[0] - 1) - x.Slice(0, 0, x.Shape[0] - 1)).Square().Sum();
/// }
/// </code>
/// </example>
public abstract class Regularizer
{
    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>What Keras writes into a file.</summary>
    public abstract JsonObject Config { get; }

    /// <summary>The term, of shape <c>()</c>.</summary>
    /// <param name="x">The weight.</param>
    public abstract KerasTensor Apply(KerasTensor x);

    /// <summary>The regularizer that Keras calls so: <c>l2</c>, with its default factor.</summary>
    /// <param name="name">Keras' name.</param>
    public static implicit operator Regularizer(string name) => FromString(name);

    /// <summary>The regularizer that Keras calls so: <c>l2</c>, with its default factor.</summary>
    /// <param name="name">Keras' name.</param>
    public static Regularizer FromString(string name) => Serialized.Create("Regularizer", name, RegularizerTable.FromConfig);

    internal JsonObject Serialize() =>
        Serialized.Wrap("keras.regularizers", ClassName, Config, isKnown: RegularizerTable.FromConfig.ContainsKey(ClassName));

    internal static Regularizer? Deserialize(JsonNode? node) =>
        node is null ? null : Serialized.Create("Regularizer", node, RegularizerTable.FromConfig);
}
