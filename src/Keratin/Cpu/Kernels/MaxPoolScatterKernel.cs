namespace Keratin.Cpu.Kernels;

/// <summary>The gradient of a max pooling from the winners that it has kept, see <see cref="MaxPool2DScatterOp"/>. A task is one image.</summary>
internal sealed unsafe class MaxPoolScatterKernel(Window2D window, Shape images, SimdWidth? width = null) : Kernel
{
    private readonly MaxPoolBand _band = MaxPoolBand.Create(window, images[2], images[3], width ?? Simd.Best);
    private readonly int _height = images[1], _pooledHeight = images[1] / window.KernelHeight;

    public override int Tasks(int phase) => images[0];

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        nint pooled = task * _pooledHeight * _band.PooledRowLength;
        float* image = arguments.Outputs[0] + task * _height * _band.RowLength;
        _band.Scatter(arguments.Inputs[0] + pooled, arguments.Inputs[1] + pooled, 0, _height, _height, image);
    }
}
