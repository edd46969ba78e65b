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
        yield return MatMul(512, 128, 10, transposeX: true);
        yield return MatMul(128, 10, 512, transposeY: true);
        yield return MatMul(32, 70000, 64, transposeX: true);
    }
}
