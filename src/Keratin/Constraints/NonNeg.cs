using System.Text.Json.Nodes;

namespace Keratin.Constraints;

/// <summary>Weights below zero become zero: <c>max(w, 0)</c>.</summary>
public sealed class NonNeg : Constraint
{
    /// <inheritdoc/>
    public override JsonObject Config => [];

    /// <inheritdoc/>
    public override KerasTensor Apply(KerasTensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return weight.Maximum(Ops.Constant(0));
    }
}
