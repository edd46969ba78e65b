namespace Keratin.Cpu;

// Pooling into a given number of bins.
internal static partial class Reference
{
    private static double[] AdaptiveMaxPool2D(KerasTensor node, double[][] inputs) =>
        Gather(node.Shape, at => InBin(node.Inputs[0].Shape, node.Shape, at).Max(position => inputs[0][position]));

    // Inputs: images, result, gradient of the result. Of equal pixels the first gets the gradient.
    private static double[] AdaptiveMaxPool2DGradient(KerasTensor node, double[][] inputs)
    {
        double[] dx = new double[node.Shape.Elements];
        int k = 0;
        foreach (int[] at in Indices(node.Inputs[1].Shape))
            dx[InBin(node.Shape, node.Inputs[1].Shape, at).MaxBy(position => inputs[0][position])] += inputs[2][k++];
        return dx;
    }

    private static double[] AdaptiveAveragePool2D(KerasTensor node, double[][] inputs) =>
        Gather(node.Shape, at => InBin(node.Inputs[0].Shape, node.Shape, at).Average(position => inputs[0][position]));

    private static double[] AdaptiveAveragePool2DGradient(KerasTensor node, double[][] inputs)
    {
        double[] dx = new double[node.Shape.Elements];
        int k = 0;
        foreach (int[] at in Indices(node.Inputs[0].Shape))
        {
            int[] pixels = [.. InBin(node.Shape, node.Inputs[0].Shape, at)];
            foreach (int position in pixels)
                dx[position] += inputs[0][k] / pixels.Length;
            k++;
        }
        return dx;
    }

    // Positions of the pixels in one bin of one channel, row by row.
    private static IEnumerable<int> InBin(Shape images, Shape pooled, int[] at) =>
        from row in Bin(at[1], images[1], pooled[1])
        from column in Bin(at[2], images[2], pooled[2])
        select Position([at[0], row, column, at[3]], images);

    private static IEnumerable<int> Bin(int bin, int length, int bins)
    {
        int first = (int)Math.Floor(bin * (double)length / bins), end = (int)Math.Ceiling((bin + 1) * (double)length / bins);
        return Enumerable.Range(first, end - first);
    }
}
