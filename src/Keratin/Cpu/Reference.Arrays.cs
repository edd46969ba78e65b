namespace Keratin.Cpu;

// Products, sums along axes, and whatever moves numbers without changing them.
internal static partial class Reference
{
    // y[i, j] = Σ_p x[i, p] · w[p, j]
    private static double[] MatMul(KerasTensor node, double[][] inputs)
    {
        var op = (MatMulOp)node.Op;
        var (x, w) = (inputs[0], inputs[1]);
        int m = node.Shape[0], n = node.Shape[1], k = node.Inputs[0].Shape[op.TransposeX ? 0 : 1];
        double[] y = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int p = 0; p < k; p++)
                    y[(i * n) + j] += x[op.TransposeX ? (p * m) + i : (i * k) + p] * w[op.TransposeY ? (j * k) + p : (p * n) + j];
            }
        }
        return Finish(y, inputs, n, op.Activation);
    }

    // Bias along the last axis, then the activation.
    private static double[] Finish(double[] y, double[][] inputs, int columns, FusedActivation activation)
    {
        for (int i = 0; i < y.Length; i++)
        {
            if (inputs.Length == 3)
                y[i] += inputs[2][i % columns];
            if (activation == FusedActivation.Relu)
                y[i] = Math.Max(y[i], 0);
        }
        return y;
    }

    private static double[] Sum(KerasTensor node, double[][] inputs)
    {
        Shape shape = node.Inputs[0].Shape, kept = Axes.Reduce(shape, ((SumOp)node.Op).Axes, keepDims: true);
        double[] y = new double[kept.Elements];
        int i = 0;
        foreach (int[] index in Indices(shape))
            y[Position(index, kept)] += inputs[0][i++];
        return y;
    }

    private static double[] Max(KerasTensor node, double[][] inputs)
    {
        Shape shape = node.Inputs[0].Shape, kept = Axes.Reduce(shape, ((MaxOp)node.Op).Axes, keepDims: true);
        double[] y = new double[kept.Elements];
        Array.Fill(y, double.NegativeInfinity);
        int i = 0;
        foreach (int[] index in Indices(shape))
        {
            int at = Position(index, kept);
            y[at] = Math.Max(y[at], inputs[0][i++]);
        }
        return y;
    }

    // Of equals the first; NaN counts as the largest.
    private static double[] ArgMax(KerasTensor node, double[][] inputs)
    {
        int axis = ((ArgMaxOp)node.Op).Axis;
        Shape shape = node.Inputs[0].Shape, kept = shape.With(axis, 1);
        double[] best = new double[kept.Elements], y = new double[kept.Elements];
        Array.Fill(y, -1);
        int i = 0;
        foreach (int[] index in Indices(shape))
        {
            int at = Position(index, kept);
            double value = inputs[0][i++];
            if (y[at] < 0 || value > best[at] || (double.IsNaN(value) && !double.IsNaN(best[at])))
                (best[at], y[at]) = (value, index[axis]);
        }
        return y;
    }

    private static double[] OneHot(KerasTensor node, double[][] inputs)
    {
        int classes = node.Shape[^1];
        double[] y = new double[node.Shape.Elements];
        for (int i = 0; i < y.Length; i++)
            y[i] = inputs[0][i / classes] == i % classes ? 1 : 0;
        return y;
    }

    private static double[] Transpose(KerasTensor node, double[][] inputs)
    {
        IntList axes = ((TransposeOp)node.Op).Axes;
        Shape shape = node.Inputs[0].Shape;
        int[] from = new int[shape.Rank];
        return Gather(node.Shape, index =>
        {
            for (int i = 0; i < from.Length; i++)
                from[axes[i]] = index[i];
            return inputs[0][Position(from, shape)];
        });
    }

    private static double[] Concatenate(KerasTensor node, double[][] inputs)
    {
        int axis = ((ConcatenateOp)node.Op).Axis;
        return Gather(node.Shape, index =>
        {
            int[] from = [.. index];
            int part = 0;
            for (; from[axis] >= node.Inputs[part].Shape[axis]; part++)
                from[axis] -= node.Inputs[part].Shape[axis];
            return inputs[part][Position(from, node.Inputs[part].Shape)];
        });
    }

    private static double[][] Split(KerasTensor node, double[][] inputs)
    {
        int axis = ((SplitOp)node.Op).Axis;
        return [.. Enumerable.Range(0, node.Op.ResultCount)
            .Select(part => Gather(node.Shape, index => Shifted(index, axis, part * node.Shape[axis], inputs[0], node.Inputs[0].Shape)))];
    }

    private static double[] Slice(KerasTensor node, double[][] inputs)
    {
        var op = (SliceOp)node.Op;
        return Gather(node.Shape, index => Shifted(index, op.Axis, op.Start, inputs[0], node.Inputs[0].Shape));
    }

    private static double[] Pad(KerasTensor node, double[][] inputs)
    {
        var op = (PadOp)node.Op;
        return Gather(node.Shape, index => Shifted(index, op.Axis, -op.Before, inputs[0], node.Inputs[0].Shape));
    }

    // The element further along an axis; 0 where there is none.
    private static double Shifted(int[] index, int axis, int by, double[] x, Shape shape)
    {
        int[] from = [.. index];
        from[axis] += by;
        return from[axis] >= 0 && from[axis] < shape[axis] ? x[Position(from, shape)] : 0;
    }

    private static double[] Gather(Shape result, Func<int[], double> element)
    {
        double[] y = new double[result.Elements];
        int i = 0;
        foreach (int[] index in Indices(result))
            y[i++] = element(index);
        return y;
    }
}
