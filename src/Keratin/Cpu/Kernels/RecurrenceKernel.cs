using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>A recurrent cell over a sequence, see <see cref="RecurrenceOp"/> and <see cref="RecurrenceGradientOp"/>.</summary>
/// <remarks>
/// <para><b>Tasks.</b> First the recurrent kernel is packed, panel by panel. Then each task takes a block of the batch through all time steps: nothing
/// that it reads at a step was written by another. There are at most 16 blocks, of at least 8 rows: fewer would read the packed kernel from the
/// second-level cache faster than it can give it.</para>
/// <para><b>Memory.</b> The block's states and the products of a step lie in scratch, dense, so that rows that are a multiple of 4 KiB apart in the
/// sequence do not drive each other out of the cache.</para>
/// </remarks>
internal abstract unsafe class RecurrenceKernel : Kernel
{
    private const int LowestBlock = 8, MostBlocks = 16;

    private readonly bool _isBackwards;
    private readonly int _mask, _blocks;

    /// <summary>Makes the kernel.</summary>
    /// <param name="sequence">Shape (batch, time, units).</param>
    /// <param name="isBackwards">Whether the last step comes first.</param>
    /// <param name="mask">Which input is the mask; -1 for none.</param>
    /// <param name="matrix">How the recurrent kernel is packed.</param>
    protected RecurrenceKernel(Shape sequence, bool isBackwards, int mask, PackedMatrix matrix)
    {
        (Batch, Time, Units) = (sequence[0], sequence[1], sequence[2]);
        (_isBackwards, _mask, Matrix) = (isBackwards, mask, matrix);
        _blocks = Math.Min((Batch + LowestBlock - 1) / LowestBlock, MostBlocks);
    }

    /// <summary>Makes the kernel of a node.</summary>
    public static Kernel Create(KerasTensor node, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => Create<Lanes512, Vector512<float>>(node, SimdWidth.Bits512),
        SimdWidth.Bits256 => Create<Lanes256, Vector256<float>>(node, SimdWidth.Bits256),
        _ => Create<Lanes128, Vector128<float>>(node, SimdWidth.Bits128),
    };

    public override int Phases => 2;

    public override long Workspace => Matrix.Length;

    public override int Scratch => checked(RowScratch * MostRows);

    public override int Tasks(int phase) => phase == 0 ? Matrix.Panels : _blocks;

    protected int Batch { get; }

    protected int Time { get; }

    protected int Units { get; }

    protected PackedMatrix Matrix { get; }

    /// <summary>Most rows of a block.</summary>
    protected int MostRows => _blocks == 0 ? 0 : (Batch + _blocks - 1) / _blocks;

    /// <summary>Floats of scratch for each row of a block.</summary>
    protected abstract int RowScratch { get; }

    /// <summary>Which input is the recurrent kernel.</summary>
    protected abstract int MatrixInput { get; }

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 0)
            Matrix.Pack(task, arguments.Inputs[MatrixInput], arguments.Workspace);
        else
            RunRows((int)((long)Batch * task / _blocks), (int)((long)Batch * (task + 1) / _blocks), in arguments);
    }

    /// <summary>Takes rows <paramref name="first"/> to before <paramref name="end"/> of the batch through time.</summary>
    protected abstract void RunRows(int first, int end, in KernelArguments arguments);

    /// <summary>Where in time a step is that is taken as the <paramref name="step"/>-th.</summary>
    protected int TimeOf(int step) => _isBackwards ? Time - 1 - step : step;

    /// <summary>Whether a step counts; <paramref name="at"/> is its place among all steps of all rows.</summary>
    protected bool IsOn(long at, in KernelArguments arguments) => _mask < 0 || arguments.Inputs[_mask][at] != 0;

    /// <summary>Copies a row of numbers.</summary>
    protected static void Copy(float* from, float* to, int length) => new ReadOnlySpan<float>(from, length).CopyTo(new Span<float>(to, length));

    private static Kernel Create<TLanes, TVector>(KerasTensor node, SimdWidth width)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => node.Op switch
        {
            LstmOp op => new LstmKernel<TLanes, TVector>(op, node.Shape, width),
            GruOp op => new GruKernel<TLanes, TVector>(op, node.Shape, width),
            SimpleRnnOp op => new SimpleRnnKernel<TLanes, TVector>(op, node.Shape, width),
            LstmGradientOp op => new LstmGradientKernel<TLanes, TVector>(op, node.Inputs[op.Sequence].Shape, width),
            GruGradientOp op => new GruGradientKernel<TLanes, TVector>(op, node.Inputs[op.Sequence].Shape, width),
            SimpleRnnGradientOp op => new SimpleRnnGradientKernel<TLanes, TVector>(op, node.Inputs[op.Sequence].Shape, width),
            _ => throw new InvalidOperationException($"{node.Op.Name} is no recurrence."),
        };
}
