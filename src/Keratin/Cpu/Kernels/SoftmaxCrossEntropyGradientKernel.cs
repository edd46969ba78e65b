namespace Keratin.Cpu.Kernels;

/// <summary>Gradient of the cross-entropy on the logits: <c>(softmax(x) · Σy - y) · g</c>, with one g a row.</summary>
internal sealed unsafe class SoftmaxCrossEntropyGradientKernel(int rows, int columns, bool isSparse) : Kernel
{
    private readonly int _rowsPerTask = SoftmaxRows.PerTask(columns);

    public override int Tasks(int phase) => (rows + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int first = task * _rowsPerTask, count = Math.Min(_rowsPerTask, rows - first);
        float* dx = arguments.Outputs[0] + ((long)first * columns);
        SoftmaxRows.Exponentials(arguments.Inputs[0] + ((long)first * columns), dx, count, columns, null);
        for (int row = 0; row < count; row++)
        {
            float g = arguments.Inputs[2][first + row];
            float* p = dx + ((long)row * columns);
            if (isSparse)
                Sparse(p, arguments.Inputs[1][first + row], g);
            else
                Dense(p, arguments.Inputs[1] + ((long)(first + row) * columns), g);
        }
    }

    private void Sparse(float* p, float target, float g)
    {
        float sum = SoftmaxRows.Sum(p, columns);
        for (int i = 0; i < columns; i++)
            p[i] = ((p[i] / sum) - (i == (int)target ? 1 : 0)) * g;
    }

    private void Dense(float* p, float* target, float g)
    {
        float sum = SoftmaxRows.Sum(p, columns), weight = SoftmaxRows.Sum(target, columns);
        for (int i = 0; i < columns; i++)
            p[i] = ((p[i] / sum * weight) - target[i]) * g;
    }
}
