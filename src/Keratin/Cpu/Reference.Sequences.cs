namespace Keratin.Cpu;

// Sequences of labels, and what sorts and counts.
internal static partial class Reference
{
    private static double[] SearchSorted(KerasTensor node, double[][] inputs) => Array.ConvertAll(
        inputs[1], value => (double)inputs[0].Count(x => x < value || (((SearchSortedOp)node.Op).Right && x == value)));

    private static double[] SegmentSum(KerasTensor node, double[][] inputs)
    {
        double[] y = new double[node.Shape.Elements];
        int width = y.Length / node.Shape[0];
        for (int i = 0; i < inputs[0].Length; i++)
        {
            double segment = Math.Truncate(inputs[1][i / width]);
            if (inputs[1][i / width] >= 0 && segment < node.Shape[0])
                y[((int)segment * width) + (i % width)] += inputs[0][i];
        }
        return y;
    }

    private static double[] TopK(KerasTensor node, double[][] inputs)
    {
        int columns = node.Inputs[0].Shape[^1], k = node.Shape[^1];
        // Sorting is stable, and takes NaN for the smallest.
        return [.. inputs[0].Chunk(columns).SelectMany(row => Enumerable.Range(0, columns).OrderByDescending(i => row[i]).Take(k)).Select(i => (double)i)];
    }

    private static double[] CtcLoss(KerasTensor node, double[][] inputs)
    {
        double[] losses = new double[node.Shape[0]];
        for (int sample = 0; sample < losses.Length; sample++)
        {
            var (p, path, steps) = CtcSample(node.Inputs[0].Shape, inputs, sample, ((CtcLossOp)node.Op).MaskIndex);
            losses[sample] = -Math.Log(CtcTotal(CtcForward(p, path, steps), steps));
        }
        return losses;
    }

    // Inputs: those of the loss, and the gradients of the losses. Where αₜ(s) · βₜ(s) is the probability of all paths through state s at step t.
    private static double[] CtcLossGradient(KerasTensor node, double[][] inputs)
    {
        Shape shape = node.Shape;
        double[] dx = new double[shape.Elements];
        for (int sample = 0; sample < shape[0]; sample++)
        {
            var (p, path, steps) = CtcSample(shape, inputs, sample, ((CtcLossGradientOp)node.Op).MaskIndex);
            double[,] alpha = CtcForward(p, path, steps), beta = CtcBackward(p, path, steps);
            double total = CtcTotal(alpha, steps), g = inputs[4][sample];
            int first = sample * shape[1] * shape[2];
            for (int t = 0; t < steps; t++)
            {
                for (int k = 0; k < shape[2]; k++)
                    dx[first + (t * shape[2]) + k] = p[t, k] * g;
                for (int s = 0; s < path.Length; s++)
                    dx[first + (t * shape[2]) + path[s]] -= alpha[t, s] * beta[t, s] / total * g;
            }
        }
        return dx;
    }

    // Probabilities, and the labels with a blank before, between and behind them.
    private static (double[,] P, int[] Path, int Steps) CtcSample(Shape shape, double[][] inputs, int sample, int blank)
    {
        var (steps, classes) = (shape[1], shape[2]);
        double[] rows = SoftmaxOf([.. inputs[0].Skip(sample * steps * classes).Take(steps * classes)], classes);
        double[,] p = new double[steps, classes];
        for (int i = 0; i < rows.Length; i++)
            p[i / classes, i % classes] = rows[i];
        int width = inputs[1].Length / shape[0];
        int[] path = [blank, .. inputs[1].Skip(sample * width).Take((int)inputs[2][sample]).SelectMany(label => new[] { (int)label, blank })];
        return (p, path, (int)inputs[3][sample]);
    }

    // How many states back a path may come from: itself, the one before, and the label before unless it is the same.
    private static int CtcReach(int[] path, int state) => state < 1 ? 0 : state >= 2 && state % 2 == 1 && path[state] != path[state - 2] ? 2 : 1;

    private static double[,] CtcForward(double[,] p, int[] path, int steps)
    {
        double[,] alpha = new double[steps, path.Length];
        for (int t = 0; t < steps; t++)
        {
            for (int s = 0; s < path.Length; s++)
            {
                double before = t == 0 && s < 2 ? 1 : 0;
                for (int back = 0; t > 0 && back <= CtcReach(path, s); back++)
                    before += alpha[t - 1, s - back];
                alpha[t, s] = before * p[t, path[s]];
            }
        }
        return alpha;
    }

    private static double[,] CtcBackward(double[,] p, int[] path, int steps)
    {
        double[,] beta = new double[steps, path.Length];
        for (int t = steps - 1; t >= 0; t--)
        {
            for (int s = 0; s < path.Length; s++)
            {
                if (t == steps - 1)
                    beta[t, s] = s >= path.Length - 2 ? 1 : 0;
                for (int next = s; t < steps - 1 && next < Math.Min(path.Length, s + 3); next++)
                    beta[t, s] += next - s <= CtcReach(path, next) ? beta[t + 1, next] * p[t + 1, path[next]] : 0;
            }
        }
        return beta;
    }

    private static double CtcTotal(double[,] alpha, int steps)
    {
        int states = alpha.GetLength(1);
        return alpha[steps - 1, states - 1] + (states > 1 ? alpha[steps - 1, states - 2] : 0);
    }
}
