namespace Keratin.Cpu;

// Convolution and pooling: everything that slides a window over images (batch, height, width, channels).
internal static partial class Reference
{
    // y += x · w for each pixel under each place of the window
    private static double[] Conv2D(KerasTensor node, double[][] inputs)
    {
        var op = (Conv2DOp)node.Op;
        double[] y = new double[node.Shape.Elements];
        Products(op.Window, op.Groups, node.Inputs[0].Shape, node.Inputs[1].Shape, node.Shape, (i, j, k) => y[k] += inputs[0][i] * inputs[1][j]);
        return Finish(y, inputs, node.Shape[^1], op.Activation);
    }

    // Results: the largest pixel of each window, and its place in the window.
    private static double[][] Conv2DMaxPool(KerasTensor node, double[][] inputs)
    {
        var op = (Conv2DMaxPoolOp)node.Op;
        KerasTensor images = KerasTensor.Of(op.Convolution, [.. node.Inputs]);
        double[] y = Conv2D(images, inputs);
        int[][] windows = [.. Indices(node.Shape).Select(at => Under(op.Pool, images.Shape, at).ToArray())];
        double[] pooled = [.. windows.Select(window => window.Max(position => y[position]))];
        double[] winners = [.. windows.Select(window => (double)Array.IndexOf(window, window.MaxBy(position => y[position])))];
        return op.KeepsWinners ? [pooled, winners] : [pooled];
    }

    // Inputs: gradient of the result, kernel.
    private static double[] Conv2DInputGradient(KerasTensor node, double[][] inputs)
    {
        var op = (Conv2DInputGradientOp)node.Op;
        double[] dx = new double[node.Shape.Elements];
        Products(op.Window, op.Groups, node.Shape, node.Inputs[1].Shape, node.Inputs[0].Shape, (i, j, k) => dx[i] += inputs[0][k] * inputs[1][j]);
        return dx;
    }

    // Inputs: images, gradient of the result.
    private static double[] Conv2DKernelGradient(KerasTensor node, double[][] inputs)
    {
        var op = (Conv2DKernelGradientOp)node.Op;
        double[] dw = new double[node.Shape.Elements];
        Products(op.Window, op.Groups, node.Inputs[0].Shape, node.Shape, node.Inputs[1].Shape, (i, j, k) => dw[j] += inputs[0][i] * inputs[1][k]);
        return dw;
    }

    // Calls `product` with the positions in images, kernel and result that a convolution multiplies and adds up.
    private static void Products(Window2D window, int groups, Shape images, Shape kernel, Shape result, Action<int, int, int> product)
    {
        int channels = kernel[2], filters = kernel[3];
        foreach (int[] at in Indices(result))
        {
            int firstChannel = at[3] / (filters / groups) * channels;
            foreach (var (row, column, u, v) in Pixels(window, images, at[1], at[2]))
            {
                for (int c = 0; c < channels; c++)
                    product(Position([at[0], row, column, firstChannel + c], images), Position([u, v, c, at[3]], kernel), Position(at, result));
            }
        }
    }

    // The pixels under the window at one place, and for each the element of the window that lies on it; those outside are left out.
    private static IEnumerable<(int Row, int Column, int U, int V)> Pixels(Window2D window, Shape images, int atRow, int atColumn)
    {
        for (int u = 0; u < window.KernelHeight; u++)
        {
            for (int v = 0; v < window.KernelWidth; v++)
            {
                int row = (atRow * window.StrideHeight) + (u * window.DilationHeight) - window.PadTop;
                int column = (atColumn * window.StrideWidth) + (v * window.DilationWidth) - window.PadLeft;
                if (row >= 0 && row < images[1] && column >= 0 && column < images[2])
                    yield return (row, column, u, v);
            }
        }
    }

    private static double[] MaxPool2D(KerasTensor node, double[][] inputs) => Gather(node.Shape, at =>
        Under(((MaxPool2DOp)node.Op).Window, node.Inputs[0].Shape, at).Select(position => inputs[0][position]).Aggregate(Math.Max));

    // Inputs: images, result, gradient of the result. Of equal pixels the first gets the gradient.
    private static double[] MaxPool2DGradient(KerasTensor node, double[][] inputs)
    {
        double[] dx = new double[node.Shape.Elements];
        int k = 0;
        foreach (int[] at in Indices(node.Inputs[1].Shape))
        {
            int[] pixels = [.. Under(((MaxPool2DGradientOp)node.Op).Window, node.Shape, at)];
            dx[pixels.MaxBy(position => inputs[0][position])] += inputs[2][k++];
        }
        return dx;
    }

    // Inputs: winners, gradient of the result.
    private static double[] MaxPool2DScatter(KerasTensor node, double[][] inputs)
    {
        double[] dx = new double[node.Shape.Elements];
        int k = 0;
        foreach (int[] at in Indices(node.Inputs[0].Shape))
        {
            dx[Under(((MaxPool2DScatterOp)node.Op).Window, node.Shape, at).ElementAt((int)inputs[0][k])] = inputs[1][k];
            k++;
        }
        return dx;
    }

    // Inputs: images, winners, gradient of the pooled images.
    private static double[] Conv2DMaxPoolKernelGradient(KerasTensor node, double[][] inputs)
    {
        var op = (Conv2DMaxPoolKernelGradientOp)node.Op;
        KerasTensor scattered = KerasTensor.Of(op.Scatter, node.Inputs[1], node.Inputs[2]);
        return Conv2DKernelGradient(KerasTensor.Of(op.Gradient, node.Inputs[0], scattered), [inputs[0], MaxPool2DScatter(scattered, inputs[1..])]);
    }

    // Inputs: winners, gradient of the pooled images, kernel.
    private static double[] Conv2DMaxPoolInputGradient(KerasTensor node, double[][] inputs)
    {
        var op = (Conv2DMaxPoolInputGradientOp)node.Op;
        KerasTensor scattered = KerasTensor.Of(op.Scatter, node.Inputs[0], node.Inputs[1]);
        return Conv2DInputGradient(KerasTensor.Of(op.Gradient, scattered, node.Inputs[2]), [MaxPool2DScatter(scattered, inputs[..2]), inputs[2]]);
    }

    private static double[] AveragePool2D(KerasTensor node, double[][] inputs) => Gather(node.Shape, at =>
        Under(((AveragePool2DOp)node.Op).Window, node.Inputs[0].Shape, at).Average(position => inputs[0][position]));

    private static double[] AveragePool2DGradient(KerasTensor node, double[][] inputs)
    {
        double[] dx = new double[node.Shape.Elements];
        int k = 0;
        foreach (int[] at in Indices(node.Inputs[0].Shape))
        {
            int[] pixels = [.. Under(((AveragePool2DGradientOp)node.Op).Window, node.Shape, at)];
            foreach (int position in pixels)
                dx[position] += inputs[0][k] / pixels.Length;
            k++;
        }
        return dx;
    }

    // Positions of the pixels under the window at one place, in one channel.
    private static IEnumerable<int> Under(Window2D window, Shape images, int[] at)
    {
        var (image, channel) = (at[0], at[3]);
        return Pixels(window, images, at[1], at[2]).Select(pixel => Position([image, pixel.Row, pixel.Column, channel], images));
    }
}
