using Keratin.Cpu.Kernels;
using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>The filling of a run's inputs as a kernel: rows are cut as every other kernel cuts them.</summary>
/// <remarks>
/// Rows of a shuffled batch lie anywhere in memory, so reading them is waiting; several threads wait at the same time. And what a thread has
/// converted lies in its own cache when the first layer asks for it.
/// </remarks>
/// <param name="inputs">Where to.</param>
/// <param name="length">Floats of all inputs.</param>
internal sealed class FillKernel(IInputs inputs, long length) : Kernel
{
    // Small enough that a thread which fills ahead is back in time for the next step.
    private const int LengthOfTask = 8 * 1024, MostRows = 8;

    private IFilling? _filling;
    private RowSelection _rows;
    private int _rowsOfTask;

    /// <summary>Says what the next run of this kernel fills.</summary>
    public void Set(IFilling filling, in RowSelection rows)
    {
        (_filling, _rows) = (filling, rows);
        _rowsOfTask = (int)Math.Clamp(LengthOfTask * (long)rows.Count / Math.Max(length, 1), 1, MostRows);
    }

    /// <summary>Lets go of what it filled.</summary>
    public void Clear() => (_filling, _rows) = (null, default);

    /// <summary>Whether it fills just this.</summary>
    public bool Is(IFilling filling, in RowSelection rows) => ReferenceEquals(_filling, filling) && _rows == rows;

    public override int Tasks(int phase) => _rows.Count == 0 ? 0 : (_rows.Count + _rowsOfTask - 1) / _rowsOfTask;

    public override void Run(int phase, int task, in KernelArguments arguments) =>
        _filling!.Fill(inputs, _rows, task * _rowsOfTask, Math.Min((task + 1) * _rowsOfTask, _rows.Count));
}
