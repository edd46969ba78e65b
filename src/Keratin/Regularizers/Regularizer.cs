using System.Text.Json.Nodes;

namespace Keratin.Regularizers;

/// <summary>A term of the loss that grows with the weights.</summary>
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

    internal JsonObject Serialize() => Serialized.Wrap("keras.regularizers", ClassName, Config);

    internal static Regularizer? Deserialize(JsonNode? node) =>
        node is null ? null : Serialized.Create("Regularizer", node, RegularizerTable.FromConfig);
}

/// <summary><c>l1 · Σ|w| + l2 · Σw²</c>.</summary>
/// <param name="l1">Factor of the absolute values.</param>
/// <param name="l2">Factor of the squares; there is no ½.</param>
public class L1L2(float l1 = 0, float l2 = 0) : Regularizer
{
    private readonly float _l1 = Require.NotNegative(l1), _l2 = Require.NotNegative(l2);

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["l1"] = _l1, ["l2"] = _l2 };

    /// <inheritdoc/>
    public override KerasTensor Apply(KerasTensor x)
    {
        KerasTensor sum = Ops.Constant(0);
        if (_l1 != 0)
            sum += _l1 * x.Absolute().Sum();
        if (_l2 != 0)
            sum += _l2 * x.Square().Sum();
        return sum;
    }
}

/// <summary><c>l1 · Σ|w|</c>.</summary>
/// <param name="l1">Factor.</param>
public sealed class L1(float l1 = 0.01f) : L1L2(l1, 0)
{
    /// <inheritdoc/>
    public override JsonObject Config => new() { ["l1"] = base.Config["l1"]!.DeepClone() };
}

/// <summary><c>l2 · Σw²</c>, without ½.</summary>
/// <param name="l2">Factor.</param>
public sealed class L2(float l2 = 0.01f) : L1L2(0, l2)
{
    /// <inheritdoc/>
    public override JsonObject Config => new() { ["l2"] = base.Config["l2"]!.DeepClone() };
}
