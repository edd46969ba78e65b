using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Sine, element by element.</summary>
    /// <param name="x">Angle in radians.</param>
    public static KerasTensor Sin(this KerasTensor x) => KerasTensor.Of(new SinOp(), x);

    /// <summary>Cosine, element by element.</summary>
    /// <param name="x">Angle in radians.</param>
    public static KerasTensor Cos(this KerasTensor x) => KerasTensor.Of(new CosOp(), x);

    /// <summary>Tangent, element by element.</summary>
    /// <param name="x">Angle in radians.</param>
    public static KerasTensor Tan(this KerasTensor x) => x.Sin() / x.Cos();
}

internal sealed record SinOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient * result.Inputs[0].Cos()];
}

internal sealed record CosOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [-(gradient * result.Inputs[0].Sin())];
}
