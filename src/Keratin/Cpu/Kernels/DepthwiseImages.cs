namespace Keratin.Cpu.Kernels;

/// <summary>What a depthwise kernel reads and writes, forward or backward.</summary>
/// <param name="Batch">Images.</param>
/// <param name="Channels">Of images, result and kernel alike.</param>
/// <param name="Target">Height and width of what is written.</param>
/// <param name="Source">Height and width of what is read.</param>
/// <param name="KernelWidth">Elements of a kernel row.</param>
internal readonly record struct DepthwiseImages(int Batch, int Channels, Size2D Target, Size2D Source, int KernelWidth);
