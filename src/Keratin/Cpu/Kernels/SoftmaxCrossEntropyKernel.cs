namespace Keratin.Cpu.Kernels;

/// <summary>Cross-entropy of softmax with targets, one number a row: <c>Σ y · (ln Σ exp(x - max) - (x - max))</c>.</summary>
/// <param name="rows">Samples.</param>
/// <param name="columns">Classes.</param>
/// <param name="isSparse">Whether a target is the index of a class; one outside gives NaN.</param>
/// <param name="width">Registers, the machine's best by default.</param>
internal sealed unsafe class SoftmaxCrossEntropyKernel(int rows, int columns, bool isSparse, SimdWidth? width = null) : Kernel
{
    private readonly SoftmaxRows _rows = SoftmaxRows.Create(columns, width);

    public override int Scratch => (columns + 1) * _rows.PerTask;

    public override int Tasks(int phase) => (rows + _rows.PerTask - 1) / _rows.PerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int first = task * _rows.PerTask, count = Math.Min(_rows.PerTask, rows - first);
        float* x = arguments.Inputs[0] + ((long)first * columns);
        float* exponentials = arguments.Scratch, maxima = exponentials + ((long)_rows.PerTask * columns);
        _rows.Exponentials(x, exponentials, count, maxima);
        for (int row = 0; row < count; row++)
        {
            // The maximum is taken from the logits and not added to the logarithm: 1000 + 3e-4 would have forgotten the 3e-4.
            float logSum = MathF.Log(_rows.Sum(exponentials + ((long)row * columns)));
            float* logits = x + ((long)row * columns);
            arguments.Outputs[0][first + row] = isSparse
                ? Sparse(logits, maxima[row], logSum, arguments.Inputs[1][first + row])
                : _rows.CrossEntropy(logits, maxima[row], logSum, arguments.Inputs[1] + ((long)(first + row) * columns));
        }
    }

    private float Sparse(float* logits, float max, float logSum, float target) =>
        target >= 0 && target < columns ? logSum - (logits[(int)target] - max) : float.NaN;
}
