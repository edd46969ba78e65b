namespace Keratin;

/// <summary>What a product or convolution applies to its result before writing it.</summary>
internal enum FusedActivation
{
    None,
    Relu,
}
