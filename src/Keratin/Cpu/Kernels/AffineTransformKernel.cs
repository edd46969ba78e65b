using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Keratin.Cpu.Kernels;

/// <summary>Takes each pixel of the result from where the transform puts it in the image, eight pixels of a row at a time.</summary>
internal sealed unsafe class AffineTransformKernel(AffineTransformOp op, Shape images, Shape transforms) : Kernel
{
    private const int TaskFloats = 16 * 1024;

    private readonly Neighbours _neighbours = new(images[1], images[2], images[3], op.FillMode);
    private readonly int _channels = images[3], _height = op.Size.Height, _width = op.Size.Width;
    private readonly long _image = images[1..].Elements;
    private readonly int _transform = transforms[0] == 1 ? 0 : AffineTransformOp.Parameters;
    private readonly int _rows = Math.Max(1, TaskFloats / Math.Max(1, op.Size.Width * images[3]));

    public override int Tasks(int phase) => images[0] * ((_height + _rows - 1) / _rows);

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        var (image, part) = Math.DivRem(task, (_height + _rows - 1) / _rows);
        float* x = arguments.Inputs[0] + (image * _image), transform = arguments.Inputs[1] + (image * _transform);
        int end = Math.Min(_height, (part + 1) * _rows);
        for (int row = part * _rows; row < end; row++)
        {
            float* y = arguments.Outputs[0] + ((((long)image * _height) + row) * _width * _channels);
            if (op.Interpolation == Interpolation.Nearest)
                Nearest(x, new PixelMap(transform, row), y);
            else
                Bilinear(x, new PixelMap(transform, row), y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Nearest(float* image, in PixelMap map, float* y)
    {
        Vector256<float> fill = Vector256.Create(op.FillValue);
        for (int column = 0; column < _width; column += Vector256<float>.Count)
        {
            var (atX, atY) = map.At(column);
            Vector256<int> pixel = _neighbours.Nearest(atX, atY, out Vector256<float> outside);
            for (int c = 0; c < _channels; c++)
                Store(y, column, c, Vector256.ConditionalSelect(outside, fill, Gather(image + c, pixel)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Bilinear(float* image, in PixelMap map, float* y)
    {
        Vector256<float> fill = Vector256.Create(op.FillValue);
        for (int column = 0; column < _width; column += Vector256<float>.Count)
        {
            var (atX, atY) = map.At(column);
            Corners corners = _neighbours.Around(atX, atY, out CornerShares shares);
            Vector256<float> outside = shares.Outside * fill;
            for (int c = 0; c < _channels; c++)
            {
                float* x = image + c;
                Vector256<float> upper = (shares.TopLeft * Gather(x, corners.TopLeft)) + (shares.TopRight * Gather(x, corners.TopRight));
                Vector256<float> lower = (shares.BottomLeft * Gather(x, corners.BottomLeft)) + (shares.BottomRight * Gather(x, corners.BottomRight));
                Store(y, column, c, upper + lower + outside);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Gather(float* x, Vector256<int> at) => Avx2.IsSupported
        ? Avx2.GatherVector256(x, at, sizeof(float))
        : Vector256.Create(x[at[0]], x[at[1]], x[at[2]], x[at[3]], x[at[4]], x[at[5]], x[at[6]], x[at[7]]);

    // Eight pixels of one channel, or as many as the row still has.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(float* row, int column, int channel, Vector256<float> pixels)
    {
        int count = Math.Min(Vector256<float>.Count, _width - column);
        if (_channels == 1 && count == Vector256<float>.Count)
        {
            pixels.Store(row + column);
            return;
        }
        float* lanes = stackalloc float[Vector256<float>.Count];
        pixels.Store(lanes);
        float* y = row + ((long)column * _channels) + channel;
        for (int i = 0; i < count; i++)
            y[(long)i * _channels] = lanes[i];
    }
}
