using Keratin.Cpu.Kernels;

namespace Keratin.Cpu;

/// <summary>A kernel with the buffers it reads and writes.</summary>
internal sealed record PlanStep(Kernel Kernel, PlanBuffer[] Inputs, PlanBuffer[] Outputs);
