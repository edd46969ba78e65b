using System.Text.Json.Nodes;

namespace Keratin.Regularizers;

/// <summary><c>l1 · Σ|w|</c>.</summary>
/// <param name="l1">Factor.</param>
public sealed class L1(float l1 = 0.01f) : L1L2(l1, 0)
{
    /// <inheritdoc/>
    public override JsonObject Config => new() { ["l1"] = base.Config["l1"]!.DeepClone() };
}
