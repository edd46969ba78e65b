using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Gives each pixel's gradient back to the pixels it was made of. A task is one image: pixels are added to in the order of the rows.</summary>
internal sealed unsafe class AffineTransformGradientKernel(AffineTransformGradientOp op, Shape gradient, Shape transforms) : Kernel
{
    private readonly Neighbours _neighbours = new(op.Images[1], op.Images[2], op.Images[3], op.FillMode);
    private readonly int _channels = op.Images[3], _height = gradient[1], _width = gradient[2];
    private readonly long _image = op.Images[1..].Elements;
    private readonly int _transform = transforms[0] == 1 ? 0 : AffineTransformOp.Parameters;

    public override int Tasks(int phase) => op.Images[0];

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        float* dy = arguments.Inputs[0] + ((long)task * _height * _width * _channels), dx = arguments.Outputs[0] + (task * _image);
        new Span<float>(dx, checked((int)_image)).Clear();
        for (int row = 0; row < _height; row++)
        {
            var map = new PixelMap(arguments.Inputs[1] + (task * _transform), row);
            for (int column = 0; column < _width; column += Vector256<float>.Count)
            {
                float* g = dy + ((((long)row * _width) + column) * _channels);
                int count = Math.Min(Vector256<float>.Count, _width - column);
                if (op.Interpolation == Interpolation.Nearest)
                    GiveNearest(map, column, g, dx, count);
                else
                    GiveFour(map, column, g, dx, count);
            }
        }
    }

    private void GiveNearest(in PixelMap map, int column, float* dy, float* dx, int count)
    {
        var (x, y) = map.At(column);
        Vector256<int> pixel = _neighbours.Nearest(x, y, out Vector256<float> outside);
        Give(pixel, Vector256.AndNot(Vector256.Create(1f), outside), dy, dx, count);
    }

    private void GiveFour(in PixelMap map, int column, float* dy, float* dx, int count)
    {
        var (x, y) = map.At(column);
        Corners corners = _neighbours.Around(x, y, out CornerShares shares);
        Give(corners.TopLeft, shares.TopLeft, dy, dx, count);
        Give(corners.TopRight, shares.TopRight, dy, dx, count);
        Give(corners.BottomLeft, shares.BottomLeft, dy, dx, count);
        Give(corners.BottomRight, shares.BottomRight, dy, dx, count);
    }

    private void Give(Vector256<int> pixels, Vector256<float> shares, float* dy, float* dx, int count)
    {
        int* at = stackalloc int[Vector256<int>.Count];
        float* share = stackalloc float[Vector256<float>.Count];
        pixels.Store(at);
        shares.Store(share);
        for (int i = 0; i < count; i++)
        {
            for (int c = 0; c < _channels; c++)
                dx[at[i] + c] += share[i] * dy[((long)i * _channels) + c];
        }
    }
}
