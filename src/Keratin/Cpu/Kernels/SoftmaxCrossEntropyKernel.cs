namespace Keratin.Cpu.Kernels;

/// <summary>Cross-entropy of softmax with targets, one number a row: <c>Σ y · (ln Σ exp(x - max) - (x - max))</c>.</summary>
/// <param name="rows">Samples.</param>
/// <param name="columns">Classes.</param>
/// <param name="isSparse">Whether a target is the index of a class; one outside gives NaN.</param>
internal sealed unsafe class SoftmaxCrossEntropyKernel(int rows, int columns, bool isSparse) : Kernel
{
    private readonly int _rowsPerTask = SoftmaxRows.PerTask(columns);

    public override int Scratch => (columns + 1) * _rowsPerTask;

    public override int Tasks(int phase) => (rows + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int first = task * _rowsPerTask, count = Math.Min(_rowsPerTask, rows - first);
        float* x = arguments.Inputs[0] + ((long)first * columns);
        float* exponentials = arguments.Scratch, maxima = exponentials + ((long)_rowsPerTask * columns);
        SoftmaxRows.Exponentials(x, exponentials, count, columns, maxima);
        for (int row = 0; row < count; row++)
        {
            // The maximum is taken from the logits and not added to the logarithm: 1000 + 3e-4 would have forgotten the 3e-4.
            float logSum = MathF.Log(SoftmaxRows.Sum(exponentials + ((long)row * columns), columns));
            float* logits = x + ((long)row * columns);
            arguments.Outputs[0][first + row] = isSparse
                ? Sparse(logits, maxima[row], logSum, arguments.Inputs[1][first + row])
                : Dense(logits, maxima[row], logSum, arguments.Inputs[1] + ((long)(first + row) * columns));
        }
    }

    private float Sparse(float* logits, float max, float logSum, float target) =>
        target >= 0 && target < columns ? logSum - (logits[(int)target] - max) : float.NaN;

    private float Dense(float* logits, float max, float logSum, float* target)
    {
        float loss = 0;
        for (int i = 0; i < columns; i++)
        {
            // A class that does not count may have a logit of -∞.
            if (target[i] != 0)
                loss += target[i] * (logSum - (logits[i] - max));
        }
        return loss;
    }
}
