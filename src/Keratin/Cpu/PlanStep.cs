using Keratin.Cpu.Kernels;

namespace Keratin.Cpu;

/// <summary>A kernel with the buffers it reads and writes.</summary>
/// <param name="Kernel">What runs.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Outputs">What it writes.</param>
/// <param name="Node">What it computes, for reports; null for a copy the plan adds.</param>
internal sealed record PlanStep(Kernel Kernel, PlanBuffer[] Inputs, PlanBuffer[] Outputs, KerasTensor? Node = null)
{
    /// <summary>Whether it needs nothing but inputs of the run: it may be done as soon as they are there, while another run computes.</summary>
    public bool IsAhead { get; set; }
}
