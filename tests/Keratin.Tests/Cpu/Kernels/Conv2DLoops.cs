using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

/// <summary>The convolution and its gradients as seven nested loops in double precision.</summary>
internal static class Conv2DLoops
{
    public static int XLength(Conv2DGeometry g) => g.Batch * g.Height * g.Width * g.Channels;

    public static int KernelLength(Conv2DGeometry g) => g.KernelHeight * g.KernelWidth * g.GroupChannels * g.Filters;

    public static int YLength(Conv2DGeometry g) => g.Batch * g.OutputHeight * g.OutputWidth * g.Filters;

    public static double[] Forward(Conv2DGeometry g, float[] x, float[] kernel)
    {
        var y = new double[YLength(g)];
        Visit(g, (xi, ki, yi) => y[yi] += (double)x[xi] * kernel[ki]);
        return y;
    }

    public static double[] KernelGradient(Conv2DGeometry g, float[] x, float[] dy)
    {
        var dk = new double[KernelLength(g)];
        Visit(g, (xi, ki, yi) => dk[ki] += (double)x[xi] * dy[yi]);
        return dk;
    }

    public static double[] InputGradient(Conv2DGeometry g, float[] dy, float[] kernel)
    {
        var dx = new double[XLength(g)];
        Visit(g, (xi, ki, yi) => dx[xi] += (double)dy[yi] * kernel[ki]);
        return dx;
    }

    // Every product of the convolution: where its x, its weight and its y lie.
    private static void Visit(Conv2DGeometry g, Action<int, int, int> visit)
    {
        for (int y = 0; y < g.Batch * g.OutputHeight * g.OutputWidth; y++)
        {
            int n = y / g.OutputWidth / g.OutputHeight, oh = y / g.OutputWidth % g.OutputHeight, ow = y % g.OutputWidth;
            for (int i = 0; i < g.KernelHeight; i++)
            {
                for (int j = 0; j < g.KernelWidth; j++)
                {
                    int h = oh * g.StrideHeight + i * g.DilationHeight - g.PadTop, w = ow * g.StrideWidth + j * g.DilationWidth - g.PadLeft;
                    if (h < 0 || w < 0 || h >= g.Height || w >= g.Width)
                        continue;
                    for (int f = 0; f < g.Filters; f++)
                    {
                        int firstChannel = f / g.GroupFilters * g.GroupChannels;
                        for (int c = 0; c < g.GroupChannels; c++)
                        {
                            int x = ((n * g.Height + h) * g.Width + w) * g.Channels + firstChannel + c;
                            visit(x, ((i * g.KernelWidth + j) * g.GroupChannels + c) * g.Filters + f, y * g.Filters + f);
                        }
                    }
                }
            }
        }
    }
}
