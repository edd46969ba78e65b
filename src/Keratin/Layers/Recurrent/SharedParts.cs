namespace Keratin.Layers;

/// <summary>What all steps of a sequence have in common: the masks of dropout, and parts of weights, which are cut out once for all steps.</summary>
/// <param name="masks">The masks.</param>
/// <param name="recurrentKernel">The recurrent kernel, all gates side by side.</param>
/// <param name="units">How wide each gate is.</param>
/// <param name="recurrentBias">The bias that is added to what the state gives; null for none.</param>
internal sealed class SharedParts(DropoutMasks masks, KerasTensor recurrentKernel, int units, KerasTensor? recurrentBias)
{
    private readonly Dictionary<(int First, int End), KerasTensor> _kernels = [];

    /// <summary>The masks of dropout.</summary>
    public DropoutMasks Masks => masks;

    /// <summary>The bias that is added to what the state gives, gate by gate; null for none.</summary>
    public IReadOnlyList<KerasTensor>? RecurrentBias { get; } = recurrentBias?.Split(recurrentKernel.Shape[1] / units);

    /// <summary>The recurrent kernel of the gates from one to before another.</summary>
    public KerasTensor KernelOf(int first, int end)
    {
        if (!_kernels.TryGetValue((first, end), out KerasTensor? part))
        {
            bool isWhole = (end - first) * units == recurrentKernel.Shape[1];
            _kernels[(first, end)] = part = isWhole ? recurrentKernel : recurrentKernel.Slice(1, first * units, (end - first) * units);
        }
        return part;
    }
}
