namespace Keratin.Bench.Cases;

/// <summary>Convolutions with a filter for each channel, as in MobileNets: nine multiplications for each number that is moved are little.</summary>
internal static class DepthwiseCases
{
    private static readonly ConvolutionShape[] s_layers =
    [
        new(32, 56, 64, 3, 64, Padding: 1, Groups: 64), new(32, 56, 64, 3, 64, Padding: 1, Stride: 2, Groups: 64),
        new(32, 14, 256, 3, 256, Padding: 1, Groups: 256),
    ];

    // Images and result are read or written once each way; the kernels are small.
    public static IEnumerable<KernelCase> All()
    {
        foreach (ConvolutionShape shape in s_layers)
        {
            double bytes = sizeof(float) * (double)(shape.Images + shape.Outputs);
            yield return ConvolutionCases.Forward("mobilenet", shape) with { Bytes = bytes };
            yield return ConvolutionCases.KernelGradient("mobilenet", shape) with { Bytes = bytes };
            yield return ConvolutionCases.InputGradient("mobilenet", shape) with { Bytes = bytes };
        }
    }
}
