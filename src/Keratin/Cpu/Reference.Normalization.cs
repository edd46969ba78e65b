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
}
