using Keratin.Layers;

namespace Keratin.Tests.Layers;

/// <summary>Gives the mask of its input, or -1 where there is none.</summary>
internal sealed class MaskReader : Layer
{
    public static KerasTensor Read(KerasTensor x) => new MaskReader().Apply(x);

    protected override KerasTensor Call(KerasTensor x, bool training) => MaskOf(x) ?? Ops.Constant(-1) * 1;
}
