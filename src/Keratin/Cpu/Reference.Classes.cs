namespace Keratin.Cpu;

// Softmax and the cross-entropies: each row of the last axis by itself.
internal static partial class Reference
{
    private static double[] Softmax(KerasTensor node, double[][] inputs) => SoftmaxOf(inputs[0], node.Shape[^1]);

    private static double[] SoftmaxOf(double[] x, int columns)
    {
        double[] p = LogSoftmax(x, columns);
        for (int i = 0; i < p.Length; i++)
            p[i] = Math.Exp(p[i]);
        return p;
    }

    // x - max - ln Σ exp(x - max)
    private static double[] LogSoftmax(double[] x, int columns)
    {
        double[] y = new double[x.Length];
        for (int first = 0; first < x.Length; first += columns)
        {
            ArraySegment<double> row = new(x, first, columns);
            double max = row.Max();
            double logSum = Math.Log(row.Sum(value => Math.Exp(value - max)));
            for (int i = 0; i < columns; i++)
                y[first + i] = row[i] - max - logSum;
        }
        return y;
    }

    // Inputs: logits, targets. A class whose target is 0 does not count, whatever its logit.
    private static double[] SoftmaxCrossEntropy(KerasTensor node, double[][] inputs)
    {
        int columns = node.Inputs[0].Shape[^1];
        double[] logarithms = LogSoftmax(inputs[0], columns), loss = new double[node.Shape.Elements];
        for (int i = 0; i < logarithms.Length; i++)
            loss[i / columns] -= inputs[1][i] == 0 ? 0 : inputs[1][i] * logarithms[i];
        return loss;
    }

    // Inputs: logits, class indices. NaN for a class that there is not.
    private static double[] SparseSoftmaxCrossEntropy(KerasTensor node, double[][] inputs)
    {
        int columns = node.Inputs[0].Shape[^1];
        double[] logarithms = LogSoftmax(inputs[0], columns), loss = new double[node.Shape.Elements];
        for (int row = 0; row < loss.Length; row++)
        {
            double target = inputs[1][row];
            loss[row] = target >= 0 && target < columns ? -logarithms[(row * columns) + (int)target] : double.NaN;
        }
        return loss;
    }

    // Inputs: logits, targets, gradients of the losses.
    private static double[] SoftmaxCrossEntropyGradient(KerasTensor node, double[][] inputs)
    {
        int columns = node.Shape[^1];
        double[] p = SoftmaxOf(inputs[0], columns);
        for (int i = 0; i < p.Length; i++)
        {
            double weight = new ArraySegment<double>(inputs[1], i / columns * columns, columns).Sum();
            p[i] = ((p[i] * weight) - inputs[1][i]) * inputs[2][i / columns];
        }
        return p;
    }

    private static double[] SparseSoftmaxCrossEntropyGradient(KerasTensor node, double[][] inputs)
    {
        int columns = node.Shape[^1];
        double[] p = SoftmaxOf(inputs[0], columns);
        for (int i = 0; i < p.Length; i++)
            p[i] = (p[i] - (i % columns == (int)inputs[1][i / columns] ? 1 : 0)) * inputs[2][i / columns];
        return p;
    }
}
