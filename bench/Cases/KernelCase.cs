using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;
using Keratin.Cpu;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench.Cases;

/// <summary>One kernel at one shape, and how PyTorch is asked for the same.</summary>
/// <param name="Name">Whose it is and what it does.</param>
/// <param name="Create">Makes it, with memory of its own.</param>
internal sealed record KernelCase(string Name, Func<ThreadTeam, SimdWidth, IRepeatable> Create)
{
    /// <summary>Floating-point operations, of those that are held against the machine's peak.</summary>
    public double Flops { get; init; }

    /// <summary>Bytes that must be read and written, of those that are held against the machine's bandwidth.</summary>
    public double Bytes { get; init; }

    /// <summary>PyTorch's operator.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is given.</summary>
    public required JsonObject Shape { get; init; }

    public JsonObject Request(int threads, double seconds) => new()
    {
        ["do"] = "operator",
        ["kind"] = Kind,
        ["shape"] = Shape.DeepClone(),
        ["threads"] = threads,
        ["seconds"] = seconds,
    };
}
