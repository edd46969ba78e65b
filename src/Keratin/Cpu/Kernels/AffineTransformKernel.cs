using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Takes each pixel of the result from where the transform puts it in the image, eight pixels of a row at a time.</summary>
internal sealed unsafe class AffineTransformKernel(AffineTransformOp op, Shape images, Shape transforms) : Kernel
{
    private const int TaskFloats = 16 * 1024;

    private readonly PixelSampler _sampler = new(images[1], images[2], images[3], op.Interpolation, op.FillMode, op.FillValue);
    private readonly int _channels = images[3], _height = op.Size.Height, _width = op.Size.Width;
    private readonly long _image = images[1..].Elements;
    private readonly int _transform = transforms[0] == 1 ? 0 : AffineTransformOp.Parameters;
    private readonly int _rows = Math.Max(1, TaskFloats / Math.Max(1, op.Size.Width * images[3]));

    public override int Tasks(int phase) => images[0] * PartsOfAnImage;

    private int PartsOfAnImage => (_height + _rows - 1) / _rows;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        var (image, part) = Math.DivRem(task, PartsOfAnImage);
        float* x = arguments.Inputs[0] + (image * _image), transform = arguments.Inputs[1] + (image * _transform);
        float* y = arguments.Outputs[0] + ((long)image * _height * _width * _channels);
        int end = Math.Min(_height, (part + 1) * _rows);
        for (int row = part * _rows; row < end; row++)
        {
            var map = new PixelMap(transform, row);
            for (int column = 0; column < _width; column += Vector256<float>.Count)
            {
                var (atX, atY) = map.At(column);
                float* result = y + ((((long)row * _width) + column) * _channels);
                _sampler.Take(x, atX, atY, result, Math.Min(Vector256<float>.Count, _width - column));
            }
        }
    }
}
