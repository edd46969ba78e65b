using System.Text.Json.Nodes;

namespace Keratin.Regularizers;

/// <summary><c>l2 · Σw²</c>, without ½.</summary>
/// <param name="l2">Factor.</param>
public sealed class L2(float l2 = 0.01f) : L1L2(0, l2)
{
    /// <inheritdoc/>
    public override JsonObject Config => new() { ["l2"] = base.Config["l2"]!.DeepClone() };
}
