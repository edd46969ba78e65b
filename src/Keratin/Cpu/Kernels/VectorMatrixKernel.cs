using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary><c>y[n] = activation(x[k] · B[k, n] + bias[n])</c>: the answer of a dense layer for one sample.</summary>
internal static class VectorMatrixKernel
{
    private const int FewestColumns = 256;

    /// <summary>Whether there are columns enough to be cut as it cuts them.</summary>
    public static bool Takes(int columns) => columns >= FewestColumns;

    /// <summary>Makes the kernel. Inputs: x, B and, if there is one, the bias. Output: y.</summary>
    public static Kernel Create(int columns, int steps, bool bias, FusedActivation activation, SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => new VectorMatrixKernel<Lanes512, Vector512<float>>(columns, steps, bias, activation),
        SimdWidth.Bits256 => new VectorMatrixKernel<Lanes256, Vector256<float>>(columns, steps, bias, activation),
        _ => new VectorMatrixKernel<Lanes128, Vector128<float>>(columns, steps, bias, activation),
    };
}

/// <inheritdoc cref="VectorMatrixKernel"/>
/// <remarks>
/// <para><b>What binds</b> is reading B, of which each number is used once: it is read as it lies, four rows at a time, while the sums stay in the first-level
/// cache. Panels of 64 columns, which products of more rows have, get half as much from the third-level cache.</para>
/// <para><b>Tasks.</b> An even number of pieces of columns, about 512 each: what is read on end should be long.</para>
/// <para><b>Order of sums.</b> That of <see cref="MatMulKernel"/>, so that a sample alone has the bits that it has in a batch: k in order, cut at 1024.</para>
/// </remarks>
internal sealed unsafe class VectorMatrixKernel<TLanes, TVector>(int columns, int steps, bool bias, FusedActivation activation) : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int LongestBlock = 1024;
    private const int LongestPiece = 512;

    private readonly int _tasks = (((columns + LongestPiece - 1) / LongestPiece) + 1) / 2 * 2;

    public override int Scratch => steps > LongestBlock ? LongestPiece + TLanes.Count : 0;

    public override bool ReadsWithin(int input) => true;

    public override int Tasks(int phase) => _tasks;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int begin = Cut(task), count = Cut(task + 1) - begin;
        float* y = arguments.Outputs[0] + begin;
        if (bias)
            new ReadOnlySpan<float>(arguments.Inputs[2] + begin, count).CopyTo(new Span<float>(y, count));
        else
            new Span<float>(y, count).Clear();
        int blocks = Math.Max((steps + LongestBlock - 1) / LongestBlock, 1);
        for (int block = 0; block < blocks; block++)
        {
            float* sums = block == 0 ? y : arguments.Scratch;
            if (block > 0)
                new Span<float>(sums, count).Clear();
            int from = (int)((long)steps * block / blocks), to = (int)((long)steps * (block + 1) / blocks);
            AddRows(arguments.Inputs[0] + from, arguments.Inputs[1] + ((nint)from * columns) + begin, to - from, sums, count);
            if (block > 0)
                TensorPrimitives.Add(new ReadOnlySpan<float>(sums, count), new ReadOnlySpan<float>(y, count), new Span<float>(y, count));
        }
        if (activation == FusedActivation.Relu)
            Rectify(y, count);
    }

    // Pieces begin at lines of the cache.
    private int Cut(int task) => task == _tasks ? columns : (int)((long)columns * task / _tasks) / Pack.FloatsOfLine * Pack.FloatsOfLine;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRows(float* x, float* b, int rows, float* y, int count)
    {
        int p = 0;
        for (; p + 4 <= rows; p += 4, b += 4 * (nint)columns)
        {
            TVector x0 = TLanes.Broadcast(x[p]), x1 = TLanes.Broadcast(x[p + 1]), x2 = TLanes.Broadcast(x[p + 2]), x3 = TLanes.Broadcast(x[p + 3]);
            float* b1 = b + columns, b2 = b1 + columns, b3 = b2 + columns;
            int j = 0;
            for (; j + TLanes.Count <= count; j += TLanes.Count)
            {
                TVector sum = TLanes.MultiplyAdd(x1, TLanes.Load(b1 + j), TLanes.MultiplyAdd(x0, TLanes.Load(b + j), TLanes.Load(y + j)));
                TLanes.Store(y + j, TLanes.MultiplyAdd(x3, TLanes.Load(b3 + j), TLanes.MultiplyAdd(x2, TLanes.Load(b2 + j), sum)));
            }
            if (j == count)
                continue;
            int rest = count - j;
            TVector last = TLanes.MultiplyAdd(x0, TLanes.LoadPartial(b + j, rest), TLanes.LoadPartial(y + j, rest));
            last = TLanes.MultiplyAdd(x2, TLanes.LoadPartial(b2 + j, rest), TLanes.MultiplyAdd(x1, TLanes.LoadPartial(b1 + j, rest), last));
            TLanes.StorePartial(y + j, TLanes.MultiplyAdd(x3, TLanes.LoadPartial(b3 + j, rest), last), rest);
        }
        for (; p < rows; p++, b += columns)
            AddRow(TLanes.Broadcast(x[p]), b, y, count);
    }

    private static void AddRow(TVector x, float* b, float* y, int count)
    {
        for (int j = 0; j < count; j += TLanes.Count)
        {
            int lanes = Math.Min(TLanes.Count, count - j);
            Part<TLanes, TVector>.Store(y + j, TLanes.MultiplyAdd(x, Part<TLanes, TVector>.Load(b + j, lanes), Part<TLanes, TVector>.Load(y + j, lanes)), lanes);
        }
    }

    private static void Rectify(float* y, int count)
    {
        for (int j = 0; j < count; j += TLanes.Count)
        {
            int lanes = Math.Min(TLanes.Count, count - j);
            TVector sum = Part<TLanes, TVector>.Load(y + j, lanes);
            Part<TLanes, TVector>.Store(y + j, TLanes.AndNot(sum, TLanes.GreaterThan(TLanes.Zero, sum)), lanes);
        }
    }
}
