namespace Keratin.Cpu.Kernels;

/// <summary>Rows of zeros with a 1 where the index says; an index outside, or no whole number, leaves the row zero.</summary>
internal sealed unsafe class OneHotKernel(int rows, int classes) : Kernel
{
    public override int Tasks(int phase) => 1;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        float* y = arguments.Outputs[0];
        new Span<float>(y, checked(rows * classes)).Clear();
        for (int row = 0; row < rows; row++)
        {
            float index = arguments.Inputs[0][row];
            if (index >= 0 && index < classes && index == MathF.Floor(index))
                y[((long)row * classes) + (int)index] = 1;
        }
    }
}
