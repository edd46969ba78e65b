using System.Text.Json.Nodes;

namespace Keratin.Regularizers;

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
