using Keratin.Cpu.Kernels;
using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>The filling of a run's inputs as a kernel: rows are cut as every other kernel cuts them.</summary>
/// <remarks>
/// Rows of a shuffled batch lie anywhere in memory, so reading them is waiting; several threads wait at the same time. And what a thread has
/// converted lies in its own cache when the first layer asks for it.
/// </remarks>
internal sealed class FillKernel(IExecution execution) : Kernel
{
    private const int RowsOfTask = 8;

    private IFilling? _filling;
    private int _rows;

    /// <summary>Says what the next run of this kernel fills.</summary>
    public void Set(IFilling? filling, int rows) => (_filling, _rows) = (filling, rows);

    public override int Tasks(int phase) => (_rows + RowsOfTask - 1) / RowsOfTask;

    public override void Run(int phase, int task, in KernelArguments arguments) =>
        _filling!.Fill(execution, task * RowsOfTask, Math.Min((task + 1) * RowsOfTask, _rows));
}
