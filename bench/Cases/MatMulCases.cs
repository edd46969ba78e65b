using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench.Cases;

/// <summary>The matrix products of the programs' dense layers, and a few that are hard.</summary>
internal static class MatMulCases
{
    // Batch, inputs, units; whether there are layers before it, so that the gradient of its input is needed.
    private static readonly (string Program, int Batch, int Inputs, int Units, bool IsInner)[] s_layers =
    [
        ("mlp", 32, 784, 128, false), ("mlp", 32, 128, 10, true), ("mlp", 128, 784, 128, false), ("mlp", 128, 128, 10, true),
        ("dnn", 128, 784, 512, false), ("dnn", 128, 512, 512, true), ("dnn", 128, 512, 10, true),
        ("cnn", 128, 1024, 1000, true), ("cnn", 128, 1000, 10, true),
        ("cnn-dropout", 300, 1764, 128, true), ("cnn-dropout", 300, 128, 10, true),
        ("lenet", 128, 256, 120, true), ("lenet", 128, 120, 84, true), ("lenet", 128, 84, 10, true),
    ];

    public static IEnumerable<KernelCase> All()
    {
        foreach (var (program, batch, inputs, units, isInner) in s_layers)
        {
            yield return Create($"{program} forward", batch, inputs, units);
            yield return Create($"{program} kernel gradient", inputs, batch, units, transposeX: true);
            if (isInner)
                yield return Create($"{program} input gradient", batch, units, inputs, transposeY: true);
        }
        yield return Create("square", 1024, 1024, 1024);
        yield return Create("square", 1024, 1024, 1024, transposeX: true);
        yield return Create("square", 1024, 1024, 1024, transposeY: true);
        yield return Create("long sums", 32, 70000, 64, transposeX: true);
    }

    public static KernelCase Create(string name, int m, int k, int n, bool transposeX = false, bool transposeY = false)
    {
        string form = (transposeX ? "AᵀB" : transposeY ? "ABᵀ" : "AB");
        return new($"matmul {m}×{k}×{n} {form}, {name}", (team, width) =>
            new BoundKernel(MatMulKernel.Create(m, n, k, transposeX, transposeY, width: width), team, [(long)m * k, (long)k * n], (long)m * n))
        {
            Flops = 2.0 * m * n * k,
            Kind = "matmul",
            Shape = new JsonObject { ["m"] = m, ["k"] = k, ["n"] = n, ["transpose_x"] = transposeX, ["transpose_y"] = transposeY },
        };
    }
}
