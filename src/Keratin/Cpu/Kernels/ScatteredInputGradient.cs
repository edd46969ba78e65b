namespace Keratin.Cpu.Kernels;

/// <summary>The gradient of the images of a pooled convolution by laying out that of its result first, where no kernel does both.</summary>
/// <param name="geometry">The convolution.</param>
/// <param name="pool">Windows side by side.</param>
/// <param name="gradient">What wants it laid out. Inputs: the gradient of y, kernel.</param>
/// <param name="width">Registers to use.</param>
internal sealed unsafe class ScatteredInputGradient(Conv2DGeometry geometry, Window2D pool, Kernel gradient, SimdWidth? width) : Kernel
{
    private readonly MaxPoolScatterKernel _scatter = new(pool, [geometry.Batch, geometry.OutputHeight, geometry.OutputWidth, geometry.Filters], width);

    public override int Phases => _scatter.Phases + gradient.Phases;

    public override long Workspace => Images + gradient.Workspace;

    public override int Scratch => Math.Max(_scatter.Scratch, gradient.Scratch);

    // Rounded up, so that what lies behind begins on a cache line.
    private long Images => ((long)geometry.Batch * geometry.OutputHeight * geometry.OutputWidth * geometry.Filters + 31) / 16 * 16;

    public override int Tasks(int phase) => phase < _scatter.Phases ? _scatter.Tasks(phase) : gradient.Tasks(phase - _scatter.Phases);

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        float* images = arguments.Workspace;
        if (phase < _scatter.Phases)
        {
            _scatter.Run(phase, task, new KernelArguments(arguments.Inputs, &images, null, arguments.Scratch));
            return;
        }
        float** inputs = stackalloc float*[] { images, arguments.Inputs[2] };
        gradient.Run(phase - _scatter.Phases, task, new KernelArguments(inputs, arguments.Outputs, images + Images, arguments.Scratch));
    }
}
