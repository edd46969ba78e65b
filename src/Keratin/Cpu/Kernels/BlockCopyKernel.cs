namespace Keratin.Cpu.Kernels;

/// <summary>Copies blocks that lie at regular distances: what joining, cutting, slicing and padding along one axis come down to.</summary>
/// <param name="pieces">What goes where.</param>
/// <param name="clears">Whether the output is filled with zeros first.</param>
/// <param name="outputLength">Floats of the output.</param>
internal sealed unsafe class BlockCopyKernel(IReadOnlyList<BlockCopyKernel.Piece> pieces, bool clears, long outputLength) : Kernel
{
    // Floats that are worth waking a thread for.
    private const long Enough = 1 << 13;

    private readonly Piece[] _pieces = [.. pieces];

    // Small pieces go together into one task: a time step's part of a sequence is soon copied, and there are many of them.
    private readonly int _perTask = (int)Math.Clamp(Enough / Math.Max(1, pieces.Max(piece => piece.Count * piece.Length)), 1, Math.Max(1, pieces.Count));

    /// <summary>Blocks of one input: <c>output[i · OutputStride + OutputStart …] = input[i · InputStride + InputStart …]</c>.</summary>
    internal readonly record struct Piece(int Input, int Count, long Length, long InputStart, long InputStride, long OutputStart, long OutputStride)
    {
        /// <summary>Which output.</summary>
        public int Output { get; init; }
    }

    public override int Phases => clears ? 2 : 1;

    public override int Tasks(int phase) => clears && phase == 0 ? 1 : (_pieces.Length + _perTask - 1) / _perTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (clears && phase == 0)
        {
            new Span<float>(arguments.Outputs[0], checked((int)outputLength)).Clear();
            return;
        }
        int end = Math.Min(_pieces.Length, (task + 1) * _perTask);
        for (int p = task * _perTask; p < end; p++)
        {
            ref readonly Piece piece = ref _pieces[p];
            float* from = arguments.Inputs[piece.Input] + piece.InputStart, to = arguments.Outputs[piece.Output] + piece.OutputStart;
            for (int i = 0; i < piece.Count; i++, from += piece.InputStride, to += piece.OutputStride)
                new ReadOnlySpan<float>(from, (int)piece.Length).CopyTo(new Span<float>(to, (int)piece.Length));
        }
    }

    /// <summary>Joins inputs along an axis.</summary>
    public static BlockCopyKernel Concatenate(IReadOnlyList<Shape> inputs, Shape output, int axis)
    {
        var (count, inner) = Around(output, axis);
        var pieces = new List<Piece>();
        long start = 0;
        for (int i = 0; i < inputs.Count; i++)
        {
            long length = inputs[i][axis] * inner;
            pieces.Add(new(i, count, length, 0, length, start, output[axis] * inner));
            start += length;
        }
        return new(pieces, clears: false, output.Elements);
    }

    /// <summary>Cuts an axis into equal parts.</summary>
    public static BlockCopyKernel Split(Shape input, int axis, int sections)
    {
        var (count, inner) = Around(input, axis);
        long length = input[axis] / sections * inner;
        Piece[] pieces = [.. Enumerable.Range(0, sections).Select(i => new Piece(0, count, length, i * length, sections * length, 0, length) { Output = i })];
        return new(pieces, clears: false, length * count);
    }

    /// <summary>Takes a part of an axis.</summary>
    public static BlockCopyKernel Slice(Shape input, Shape output, int axis, int start)
    {
        var (count, inner) = Around(input, axis);
        long length = output[axis] * inner;
        return new([new(0, count, length, start * inner, input[axis] * inner, 0, length)], clears: false, output.Elements);
    }

    /// <summary>Puts zeros around an axis.</summary>
    public static BlockCopyKernel Pad(Shape input, Shape output, int axis, int before)
    {
        var (count, inner) = Around(input, axis);
        long length = input[axis] * inner;
        return new([new(0, count, length, 0, length, before * inner, output[axis] * inner)], clears: true, output.Elements);
    }

    /// <summary>Copies all of it.</summary>
    public static BlockCopyKernel Copy(long length) => new([new(0, 1, length, 0, length, 0, length)], clears: false, length);

    private static (int Count, long Inner) Around(Shape shape, int axis) => ((int)shape[..axis].Elements, shape[(axis + 1)..].Elements);
}
