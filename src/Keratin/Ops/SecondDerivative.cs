namespace Keratin;

/// <summary>What the gradient of a gradient says where nobody has derived it: better an error than a silent zero.</summary>
internal static class SecondDerivative
{
    public static NotSupportedException Missing(KerasTensor node) =>
        new($"{node.Op.Name}: expected to be differentiated once; got a gradient of a gradient, which this operation does not have.");
}
