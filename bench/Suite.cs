using Keratin.Cpu;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench;

/// <summary>The shapes that the MNIST programs spend their time on, and a few that are hard.</summary>
internal static class Suite
{
    public static IEnumerable<Measurement> Create(ThreadTeam team, SimdWidth width)
    {
        Measurement MatMul(int m, int k, int n, bool transposeX = false, bool transposeY = false)
        {
            string name = $"matmul {m}x{k}x{n} {(transposeX ? "AtB" : transposeY ? "ABt" : "AB")}";
            Kernel kernel = MatMulKernel.Create(m, n, k, transposeX, transposeY, width: width);
            return new Measurement(name, kernel, team, 2.0 * m * n * k, [(long)m * k, (long)k * n], (long)m * n);
        }

        yield return MatMul(128, 784, 512);
        yield return MatMul(128, 512, 512);
        yield return MatMul(128, 1024, 1000);
        yield return MatMul(784, 128, 512, transposeX: true);
        yield return MatMul(128, 512, 784, transposeY: true);
        yield return MatMul(1024, 1024, 1024);
        yield return MatMul(1024, 1024, 1024, transposeX: true);
        yield return MatMul(128, 512, 10);
        yield return MatMul(32, 784, 512);
        yield return MatMul(512, 128, 512, transposeX: true);
        yield return MatMul(128, 512, 512, transposeY: true);
        yield return MatMul(512, 128, 10, transposeX: true);
        yield return MatMul(128, 10, 512, transposeY: true);
        yield return MatMul(32, 70000, 64, transposeX: true);

        foreach (Measurement measurement in Convolutions(team, width))
            yield return measurement;
    }

    private static IEnumerable<Measurement> Convolutions(ThreadTeam team, SimdWidth width)
    {
        (int Batch, int Size, int Channels, int Kernel, int Filters, int Pad, int Stride)[] shapes =
        [
            (128, 28, 1, 5, 32, 0, 1), (128, 12, 32, 5, 64, 0, 1), (128, 14, 16, 5, 36, 2, 1),
            (128, 28, 1, 5, 6, 2, 1), (128, 14, 6, 5, 16, 0, 1), (128, 28, 1, 3, 32, 0, 1), (32, 16, 64, 3, 64, 1, 1),
            (8, 56, 64, 3, 64, 1, 1), (128, 14, 36, 5, 16, 2, 1), (128, 14, 6, 5, 16, 2, 1), (8, 56, 64, 3, 128, 1, 2),
            (8, 7, 512, 3, 512, 1, 1),
        ];
        foreach (var s in shapes)
        {
            var g = new Conv2DGeometry
            {
                Batch = s.Batch,
                Height = s.Size,
                Width = s.Size,
                Channels = s.Channels,
                KernelHeight = s.Kernel,
                KernelWidth = s.Kernel,
                Filters = s.Filters,
                StrideHeight = s.Stride,
                StrideWidth = s.Stride,
                PadTop = s.Pad,
                PadLeft = s.Pad,
                PadBottom = s.Pad,
                PadRight = s.Pad,
            };
            string name = $"conv {s.Batch}x{s.Size}²x{s.Channels} {s.Kernel}²x{s.Filters} pad {s.Pad} stride {s.Stride}";
            double flops = 2.0 * g.Work;
            long x = (long)g.Batch * g.Height * g.Width * g.Channels;
            long kernel = (long)g.KernelHeight * g.KernelWidth * g.Channels * g.Filters;
            long y = (long)g.Batch * g.OutputHeight * g.OutputWidth * g.Filters;
            Kernel forward = Conv2DKernel.Create(g, true, FusedActivation.Relu, width);
            yield return new Measurement(name, forward, team, flops, [x, kernel, g.Filters], y);
            yield return new Measurement(name + " dk", Conv2DKernelGradient.Create(g, width), team, flops, [x, y], kernel);
            yield return new Measurement(name + " dx", Conv2DInputGradient.Create(g, width), team, flops, [y, kernel], x);
        }
    }
}
