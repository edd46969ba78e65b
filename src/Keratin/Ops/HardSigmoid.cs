namespace Keratin;

public static partial class Ops
{
    /// <summary>The sigmoid as three straight lines: <c>min(max(x + 3, 0), 6) / 6</c>.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor HardSigmoid(this KerasTensor x) => (x + 3).Clip(0, 6) * (1f / 6);

    /// <summary><c>x · hardSigmoid(x)</c>, also called hard swish.</summary>
    /// <remarks>Howard et al.: "Searching for MobileNetV3", 2019.</remarks>
    /// <param name="x">Operand.</param>
    public static KerasTensor HardSilu(this KerasTensor x) => x * x.HardSigmoid();

    /// <summary><c>min(max(x, -1), 1)</c>.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor HardTanh(this KerasTensor x) => x.Clip(-1, 1);

    /// <summary><c>(min(max(x, -1), 1) + 1) / 2</c>.</summary>
    /// <remarks>Blondel, Martins, Niculae: "Learning with Fenchel-Young losses", 2019.</remarks>
    /// <param name="x">Operand.</param>
    public static KerasTensor SparseSigmoid(this KerasTensor x) => 0.5f * (x.Clip(-1, 1) + 1);
}
