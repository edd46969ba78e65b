namespace Keratin.Cpu;

// What the gradient and the statistics of batch normalization are made of.
internal static partial class Reference
{
    private static double[][] Moments(KerasTensor node, double[][] inputs)
    {
        int columns = node.Shape[0], rows = inputs[0].Length / Math.Max(columns, 1);
        double[] mean = new double[columns], variance = new double[columns];
        for (int i = 0; i < inputs[0].Length; i++)
            mean[i % columns] += inputs[0][i] / rows;
        for (int i = 0; i < inputs[0].Length; i++)
            variance[i % columns] += (inputs[0][i] - mean[i % columns]) * (inputs[0][i] - mean[i % columns]) / rows;
        return [mean, variance];
    }

    // Inputs: g, x, mean.
    private static double[][] NormalizationSums(KerasTensor node, double[][] inputs)
    {
        int columns = node.Shape[0];
        double[] sum = new double[columns], product = new double[columns];
        for (int i = 0; i < inputs[0].Length; i++)
        {
            sum[i % columns] += inputs[0][i];
            product[i % columns] += inputs[0][i] * (inputs[1][i] - inputs[2][i % columns]);
        }
        return [sum, product];
    }

    private static double[][] RowMoments(KerasTensor node, double[][] inputs)
    {
        int rows = node.Shape[0], columns = node.Inputs[0].Shape[1];
        double[] mean = new double[rows], variance = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            ArraySegment<double> x = new(inputs[0], row * columns, columns);
            mean[row] = x.Sum() / columns;
            variance[row] = x.Sum(value => (value - mean[row]) * (value - mean[row])) / columns;
        }
        return [mean, variance];
    }

    // Inputs: g, x, mean.
    private static double[][] RowSums(KerasTensor node, double[][] inputs)
    {
        int rows = node.Shape[0], columns = node.Inputs[0].Shape[1];
        double[] sum = new double[rows], product = new double[rows];
        for (int i = 0; i < inputs[0].Length; i++)
        {
            sum[i / columns] += inputs[0][i];
            product[i / columns] += inputs[0][i] * (inputs[1][i] - inputs[2][i / columns]);
        }
        return [sum, product];
    }
}
