namespace Keratin.Cpu.Kernels;

/// <summary>Copies blocks that lie at regular distances: what joining, slicing and padding along one axis come down to.</summary>
/// <param name="pieces">What goes where.</param>
/// <param name="clears">Whether the output is filled with zeros first.</param>
/// <param name="outputLength">Floats of the output.</param>
internal sealed unsafe class BlockCopyKernel(IReadOnlyList<BlockCopyKernel.Piece> pieces, bool clears, long outputLength) : Kernel
{
    private readonly Piece[] _pieces = [.. pieces];

    /// <summary>Blocks of one input: <c>output[i · OutputStride + OutputStart …] = input[i · InputStride + InputStart …]</c>.</summary>
    internal readonly record struct Piece(int Input, int Count, long Length, long InputStart, long InputStride, long OutputStart, long OutputStride);

    public override int Phases => clears ? 2 : 1;

    public override int Tasks(int phase) => clears && phase == 0 ? 1 : _pieces.Length;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (clears && phase == 0)
        {
            new Span<float>(arguments.Outputs[0], checked((int)outputLength)).Clear();
            return;
        }
        Piece piece = _pieces[task];
        for (long i = 0; i < piece.Count; i++)
        {
            float* from = arguments.Inputs[piece.Input] + piece.InputStart + (i * piece.InputStride);
            float* to = arguments.Outputs[0] + piece.OutputStart + (i * piece.OutputStride);
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
