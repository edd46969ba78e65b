namespace Keratin.Cpu;

// Whatever takes elements by their index, sorts them or sums them on the way; and products of many matrices.
internal static partial class Reference
{
    private static double[] BatchMatMul(KerasTensor node, double[][] inputs)
    {
        var op = (BatchMatMulOp)node.Op;
        Shape xShape = node.Inputs[0].Shape, yShape = node.Inputs[1].Shape;
        return Gather(node.Shape, index =>
        {
            double sum = 0;
            for (int p = 0; p < xShape[op.TransposeX ? 1 : 2]; p++)
            {
                int x = Position(op.TransposeX ? [index[0], p, index[1]] : [index[0], index[1], p], xShape);
                int y = Position(op.TransposeY ? [index[0], index[2], p] : [index[0], p, index[2]], yShape);
                sum += inputs[0][x] * inputs[1][y];
            }
            return sum;
        });
    }

    private static double[] Take(KerasTensor node, double[][] inputs)
    {
        int axis = ((TakeOp)node.Op).Axis, rank = node.Inputs[1].Rank;
        Shape x = node.Inputs[0].Shape, indices = node.Inputs[1].Shape;
        return Gather(node.Shape, index =>
        {
            int place = Place(inputs[1][Position(index.AsSpan(axis, rank), indices)], x[axis]);
            return place < 0 ? double.NaN : inputs[0][Position([.. index[..axis], place, .. index[(axis + rank)..]], x)];
        });
    }

    private static double[] TakeGradient(KerasTensor node, double[][] inputs)
    {
        int axis = ((TakeGradientOp)node.Op).Axis, rank = node.Inputs[1].Rank, i = 0;
        Shape indices = node.Inputs[1].Shape;
        double[] y = new double[node.Shape.Elements];
        foreach (int[] index in Indices(node.Inputs[0].Shape))
        {
            int place = Place(inputs[1][Position(index.AsSpan(axis, rank), indices)], node.Shape[axis]);
            if (place >= 0)
                y[Position([.. index[..axis], place, .. index[(axis + rank)..]], node.Shape)] += inputs[0][i];
            i++;
        }
        return y;
    }

    private static double[] TakeAlongLast(KerasTensor node, double[][] inputs)
    {
        int count = node.Shape[^1], length = node.Inputs[0].Shape[^1];
        double[] y = new double[node.Shape.Elements];
        for (int i = 0; i < y.Length; i++)
        {
            int place = Place(inputs[1][i], length);
            y[i] = place < 0 ? double.NaN : inputs[0][(i / count * length) + place];
        }
        return y;
    }

    private static double[] TakeAlongLastGradient(KerasTensor node, double[][] inputs)
    {
        int length = node.Shape[^1], count = node.Inputs[0].Shape[^1];
        double[] y = new double[node.Shape.Elements];
        for (int i = 0; i < inputs[0].Length; i++)
        {
            int place = Place(inputs[1][i], length);
            if (place >= 0)
                y[(i / count * length) + place] += inputs[0][i];
        }
        return y;
    }

    // Cut to a whole number; -1 is the last; outside and NaN there is none, which is -1 here.
    private static int Place(double index, int length)
    {
        double whole = Math.Truncate(index), place = whole < 0 ? whole + length : whole;
        return place >= 0 && place < length ? (int)place : -1;
    }

    // The sort of LINQ is stable.
    private static double[] Argsort(KerasTensor node, double[][] inputs)
    {
        int columns = node.Shape[^1];
        return [.. Enumerable.Range(0, columns == 0 ? 0 : inputs[0].Length / columns).SelectMany(row => Enumerable.Range(0, columns)
            .OrderBy(i => double.IsNaN(inputs[0][(row * columns) + i])).ThenBy(i => inputs[0][(row * columns) + i]).Select(i => (double)i))];
    }

    private static double[] Cumsum(KerasTensor node, double[][] inputs)
    {
        var op = (CumsumOp)node.Op;
        double[] y = new double[inputs[0].Length];
        int i = 0;
        foreach (int[] index in Indices(node.Shape))
        {
            int[] from = [.. index];
            for (from[op.Axis] = op.IsReverse ? index[op.Axis] : 0; from[op.Axis] <= (op.IsReverse ? node.Shape[op.Axis] - 1 : index[op.Axis]); from[op.Axis]++)
                y[i] += inputs[0][Position(from, node.Shape)];
            i++;
        }
        return y;
    }
}
