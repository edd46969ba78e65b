namespace Keratin.Cpu;

// Images taken from other places.
internal static partial class Reference
{
    private static double[] AffineTransform(KerasTensor node, double[][] inputs)
    {
        var op = (AffineTransformOp)node.Op;
        Shape images = node.Inputs[0].Shape;
        return Gather(node.Shape, at => Around(images, Place(inputs[1], node.Inputs[1].Shape, at), op.Interpolation == Interpolation.Bilinear, op.FillMode)
            .Sum(pixel => pixel.Share * (pixel.Row < 0 ? op.FillValue : inputs[0][Position([at[0], pixel.Row, pixel.Column, at[3]], images)])));
    }

    // Inputs: gradient of the result, transforms.
    private static double[] AffineTransformGradient(KerasTensor node, double[][] inputs)
    {
        var op = (AffineTransformGradientOp)node.Op;
        double[] dx = new double[node.Shape.Elements];
        int k = 0;
        foreach (int[] at in Indices(node.Inputs[0].Shape))
        {
            double[] place = Place(inputs[1], node.Inputs[1].Shape, at);
            foreach (var (row, column, share) in Around(node.Shape, place, op.Interpolation == Interpolation.Bilinear, op.FillMode))
            {
                if (row >= 0)
                    dx[Position([at[0], row, column, at[3]], node.Shape)] += share * inputs[0][k];
            }
            k++;
        }
        return dx;
    }

    private static double[] Place(double[] transforms, Shape shape, int[] at)
    {
        double[] t = transforms[((shape[0] == 1 ? 0 : at[0]) * 8)..][..8];
        double k = (t[6] * at[2]) + (t[7] * at[1]) + 1;
        return [((t[3] * at[2]) + (t[4] * at[1]) + t[5]) / k, ((t[0] * at[2]) + (t[1] * at[1]) + t[2]) / k];
    }

    // The pixels that have a share in a place; row -1 is outside.
    private static IEnumerable<(int Row, int Column, double Share)> Around(Shape images, double[] place, bool isLinear, FillMode mode) =>
        from row in Sides(place[0], isLinear, isSlope: false)
        from column in Sides(place[1], isLinear, isSlope: false)
        let inside = (Row: Inside(row.Index, images[1], mode), Column: Inside(column.Index, images[2], mode))
        select (inside.Column < 0 ? -1 : inside.Row, inside.Column, row.Share * column.Share);

    // Through the unit square: from the end points to its corners, and from there to the start points. As matrices, row by row.
    private static double[] Homography(KerasTensor node, double[][] inputs)
    {
        double[] y = new double[node.Shape.Elements];
        for (int i = 0; i < node.Shape[0]; i++)
        {
            double[] start = FromSquare(inputs[0][(8 * i)..][..8]), square = Adjugate(FromSquare(inputs[1][(8 * i)..][..8]));
            double[] both = [.. from row in Enumerable.Range(0, 3) from column in Enumerable.Range(0, 3)
                                select Enumerable.Range(0, 3).Sum(k => start[(3 * row) + k] * square[(3 * k) + column])];
            for (int k = 0; k < 8; k++)
                y[(8 * i) + k] = both[k] / both[8];
        }
        return y;
    }

    // P. Heckbert: "Fundamentals of texture mapping and image warping", 1989: (0, 0), (1, 0), (0, 1), (1, 1) to four points.
    private static double[] FromSquare(double[] p)
    {
        double x1 = p[2] - p[6], x2 = p[4] - p[6], x3 = p[0] - p[2] + p[6] - p[4], y1 = p[3] - p[7], y2 = p[5] - p[7], y3 = p[1] - p[3] + p[7] - p[5];
        double below = (x1 * y2) - (x2 * y1), g = ((x3 * y2) - (x2 * y3)) / below, h = ((x1 * y3) - (x3 * y1)) / below;
        return [p[2] - p[0] + (g * p[2]), p[4] - p[0] + (h * p[4]), p[0], p[3] - p[1] + (g * p[3]), p[5] - p[1] + (h * p[5]), p[1], g, h, 1];
    }

    // The inverse of a 3 × 3 matrix, times its determinant.
    private static double[] Adjugate(double[] m) =>
    [
        (m[4] * m[8]) - (m[5] * m[7]), (m[2] * m[7]) - (m[1] * m[8]), (m[1] * m[5]) - (m[2] * m[4]),
        (m[5] * m[6]) - (m[3] * m[8]), (m[0] * m[8]) - (m[2] * m[6]), (m[2] * m[3]) - (m[0] * m[5]),
        (m[3] * m[7]) - (m[4] * m[6]), (m[1] * m[6]) - (m[0] * m[7]), (m[0] * m[4]) - (m[1] * m[3]),
    ];

    private static double[] MapCoordinates(KerasTensor node, double[][] inputs)
    {
        var op = (MapCoordinatesOp)node.Op;
        double[] y = new double[node.Shape.Elements];
        EachShare(node.Inputs[0].Shape, node.Inputs[1].Shape, inputs[1], op, (element, value, share) =>
            y[value] += share * (element < 0 ? op.FillValue : inputs[0][element]));
        return y;
    }

    // Inputs: gradient of the result, places.
    private static double[] MapCoordinatesGradient(KerasTensor node, double[][] inputs)
    {
        var op = (MapCoordinatesGradientOp)node.Op;
        double[] dx = new double[node.Shape.Elements];
        EachShare(node.Shape, node.Inputs[1].Shape, inputs[1], new(op.Order, op.FillMode, 0, op.Derivatives), (element, value, share) =>
        {
            if (element >= 0)
                dx[element] += share * inputs[0][value];
        });
        return dx;
    }

    // Calls with the position of each element that has a share (-1: outside), the position in the result, and the share.
    private static void EachShare(Shape arrays, Shape places, double[] coordinates, MapCoordinatesOp op, Action<int, int, double> take)
    {
        foreach (int[] at in Indices([places[0], places[2], arrays[^1]]))
        {
            int value = Position(at, [places[0], places[2], arrays[^1]]);
            IEnumerable<(int[] Index, double Share)> corners = [([at[0]], 1)];
            for (int axis = 0; axis < places[1]; axis++)
            {
                int k = axis;
                var sides = Sides(coordinates[Position([at[0], k, at[1]], places)], op.Order == 1, (op.Derivatives >> k & 1) == 1);
                corners = [.. corners.SelectMany(corner => sides.Select(side =>
                    ((int[])[.. corner.Index, Inside(side.Index, arrays[k + 1], op.FillMode)], corner.Share * side.Share)))];
            }
            foreach (var (index, share) in corners)
                take(index.Contains(-1) ? -1 : Position([.. index, at[2]], arrays), value, share);
        }
    }

    private static (int Index, double Share)[] Sides(double place, bool isLinear, bool isSlope)
    {
        int low = (int)Math.Floor(isLinear ? place : place + 0.5);
        return !isLinear ? [(low, 1)] : isSlope ? [(low, -1), (low + 1, 1)] : [(low, low + 1 - place), (low + 1, place - low)];
    }

    // Walks back into the array step by step.
    private static int Inside(int index, int length, FillMode mode)
    {
        while (index < 0 || index >= length)
        {
            index = mode switch
            {
                FillMode.Constant => -1,
                FillMode.Nearest => index < 0 ? 0 : length - 1,
                FillMode.Wrap => index < 0 ? index + length : index - length,
                FillMode.Mirror => length == 1 ? 0 : index < 0 ? -index : (2 * length) - 2 - index,
                _ => index < 0 ? -1 - index : (2 * length) - 1 - index,
            };
            if (mode == FillMode.Constant)
                break;
        }
        return index;
    }
}
