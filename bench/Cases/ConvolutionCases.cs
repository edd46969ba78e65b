using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench.Cases;

/// <summary>The convolutions of the programs and of residual networks, by the kernels that a plan would take.</summary>
/// <remarks>
/// Operations are counted as the sum is written. Winograd's filtering does a quarter or a sixth of them, so its kernels may pass the peak. Where a program
/// pools, the convolution does it too, and the first layer's gradient comes by way of the winners, as in its plan; PyTorch is asked for the convolution alone.
/// </remarks>
internal static class ConvolutionCases
{
    private static readonly Window2D s_pool = new(2, 2, 2, 2, 1, 1, 0, 0, 0, 0);

    private static readonly (string Program, ConvolutionShape Shape)[] s_layers =
    [
        ("lenet", new(128, 28, 1, 5, 6)), ("lenet", new(128, 12, 6, 5, 16)),
        ("cnn", new(128, 28, 1, 5, 32)), ("cnn", new(128, 12, 32, 5, 64)),
        ("cnn-dropout", new(300, 28, 1, 5, 16, Padding: 2)), ("cnn-dropout", new(300, 14, 16, 5, 36, Padding: 2)),
        ("resnet20", new(128, 28, 16, 3, 16, Padding: 1)), ("resnet20", new(128, 14, 32, 3, 32, Padding: 1)),
        ("resnet20", new(128, 7, 64, 3, 64, Padding: 1)), ("resnet20", new(128, 28, 16, 3, 32, Padding: 1, Stride: 2)),
        ("resnet50", new(8, 56, 64, 3, 64, Padding: 1)), ("resnet50", new(8, 7, 512, 3, 512, Padding: 1)),
    ];

    public static IEnumerable<KernelCase> All()
    {
        foreach (var (program, shape) in s_layers)
        {
            bool isPooled = shape.Kernel == 5;
            yield return isPooled ? ForwardPooled(program, shape) : Forward(program, shape);
            yield return isPooled && shape.Channels == 1 ? KernelGradientPooled(program, shape) : KernelGradient(program, shape);
            // The first layer's input needs no gradient.
            if (shape.Channels > 1)
                yield return InputGradient(program, shape);
        }
    }

    public static KernelCase Forward(string program, ConvolutionShape s) =>
        new($"conv {s}, {program} forward", (team, width) =>
            new BoundKernel(Convolutions.Forward(s.Geometry, true, FusedActivation.None, width), team, [s.Images, s.Kernels, s.Filters], s.Outputs))
        {
            Flops = s.Flops,
            Kind = "convolution",
            Shape = ToJson(s),
        };

    private static KernelCase ForwardPooled(string program, ConvolutionShape s) =>
        new($"conv {s}, {program} forward, pooled", (team, width) =>
            new BoundKernel(
                Convolutions.ForwardPooled(s.Geometry, true, FusedActivation.Relu, s_pool, keepsWinners: true, width), team,
                [s.Images, s.Kernels, s.Filters], s.Outputs / 4, s.Outputs / 4))
        {
            Flops = s.Flops,
            Kind = "convolution",
            Shape = ToJson(s),
        };

    private static KernelCase KernelGradientPooled(string program, ConvolutionShape s) =>
        new($"conv {s}, {program} kernel gradient, pooled", (team, width) =>
            new BoundKernel(Conv2DKernelGradient.CreatePooled(s.Geometry, s_pool, width), team, [s.Images, s.Outputs / 4, s.Outputs / 4], s.Kernels))
        {
            Flops = s.Flops,
            Kind = "convolution_kernel_gradient",
            Shape = ToJson(s),
        };

    public static KernelCase KernelGradient(string program, ConvolutionShape s) =>
        new($"conv {s}, {program} kernel gradient", (team, width) =>
            new BoundKernel(Convolutions.KernelGradient(s.Geometry, width), team, [s.Images, s.Outputs], s.Kernels))
        {
            Flops = s.Flops,
            Kind = "convolution_kernel_gradient",
            Shape = ToJson(s),
        };

    public static KernelCase InputGradient(string program, ConvolutionShape s) =>
        new($"conv {s}, {program} input gradient", (team, width) =>
            new BoundKernel(Convolutions.InputGradient(s.Geometry, width), team, [s.Outputs, s.Kernels], s.Images))
        {
            Flops = s.Flops,
            Kind = "convolution_input_gradient",
            Shape = ToJson(s),
        };

    /// <summary>The shape as a peer is told.</summary>
    public static JsonObject ToJson(ConvolutionShape s) => new()
    {
        ["batch"] = s.Batch,
        ["size"] = s.Size,
        ["channels"] = s.Channels,
        ["kernel"] = s.Kernel,
        ["filters"] = s.Filters,
        ["padding"] = s.Padding,
        ["stride"] = s.Stride,
        ["groups"] = s.Groups,
    };
}
