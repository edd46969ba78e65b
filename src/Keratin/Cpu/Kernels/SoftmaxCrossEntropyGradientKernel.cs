namespace Keratin.Cpu.Kernels;

/// <summary>Gradient of the cross-entropy on the logits: <c>(softmax(x) · Σy - y) · g</c>, with one g a row.</summary>
internal sealed unsafe class SoftmaxCrossEntropyGradientKernel(int rows, int columns, bool isSparse, SimdWidth? width = null) : Kernel
{
    private readonly SoftmaxRows _rows = SoftmaxRows.Create(columns, width);

    public override int Tasks(int phase) => (rows + _rows.PerTask - 1) / _rows.PerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int first = task * _rows.PerTask, count = Math.Min(_rows.PerTask, rows - first);
        float* dx = arguments.Outputs[0] + ((long)first * columns);
        _rows.Exponentials(arguments.Inputs[0] + ((long)first * columns), dx, count, null);
        for (int row = first; row < first + count; row++, dx += columns)
        {
            float g = arguments.Inputs[2][row];
            if (isSparse)
                Sparse(dx, arguments.Inputs[1][row], g);
            else
                Dense(dx, arguments.Inputs[1] + ((long)row * columns), g);
        }
    }

    private void Sparse(float* p, float target, float g)
    {
        float sum = _rows.Sum(p);
        bool isThere = target >= 0 && target < columns;
        float right = isThere ? p[(int)target] : 0;
        _rows.Gradient(p, sum, g);
        if (isThere)
            p[(int)target] = ((right / sum) - 1) * g;
    }

    private void Dense(float* p, float* target, float g) => _rows.Gradient(p, _rows.Sum(p), _rows.Sum(target), target, g);
}
