using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Images at places between their pixels: what <see cref="MapCoordinatesKernel"/> does for any number of axes, for two, eight places at a time.</summary>
internal sealed unsafe class MapImagesKernel(MapCoordinatesOp op, Shape images, int places) : Kernel
{
    private const int TaskPlaces = 4096;

    private readonly PixelSampler _sampler = new(
        images[1], images[2], images[3], op.Order == 0 ? Interpolation.Nearest : Interpolation.Bilinear, op.FillMode, op.FillValue);
    private readonly long _image = images[1..].Elements;
    private readonly int _channels = images[3];

    public override int Tasks(int phase) => images[0] * PartsOfAnImage;

    private int PartsOfAnImage => (places + TaskPlaces - 1) / TaskPlaces;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        var (image, part) = Math.DivRem(task, PartsOfAnImage);
        float* x = arguments.Inputs[0] + (image * _image), rows = arguments.Inputs[1] + (2L * image * places), columns = rows + places;
        float* y = arguments.Outputs[0] + ((long)image * places * _channels);
        int end = Math.Min(places, (part + 1) * TaskPlaces);
        for (int place = part * TaskPlaces; place < end; place += Vector256<float>.Count)
        {
            int count = Math.Min(Vector256<float>.Count, end - place);
            _sampler.Take(x, Load(columns + place, count), Load(rows + place, count), y + ((long)place * _channels), count);
        }
    }

    // Behind the last place is other memory, or none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(float* p, int count)
    {
        if (count == Vector256<float>.Count)
            return Vector256.Load(p);
        float* lanes = stackalloc float[Vector256<float>.Count];
        Vector256<float>.Zero.Store(lanes);
        for (int i = 0; i < count; i++)
            lanes[i] = p[i];
        return Vector256.Load(lanes);
    }
}
