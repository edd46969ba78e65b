namespace Keratin.Tests.Operations;

/// <summary>
/// Convolutions and poolings of any number of spatial axes by their definitions, position by position, in double: written for themselves, sharing
/// nothing with the library, so that what a padding means is said a second time here.
/// </summary>
internal static class SpatialLoops
{
    /// <summary>Zeros before the first element, and how many positions the result has.</summary>
    public static (int Before, int Output) Border(int input, int kernel, int stride, int dilation, Padding padding)
    {
        int span = (kernel - 1) * dilation + 1;
        if (padding == Padding.Valid)
            return (0, (input - span) / stride + 1);
        int output = (input + stride - 1) / stride;
        return padding == Padding.Causal ? (span - 1, output) : (Math.Max((output - 1) * stride + span - input, 0) / 2, output);
    }

    /// <summary>Where the result begins in all that the kernels cover, and how many positions it has: as Keras tells JAX.</summary>
    public static (int Start, int Output) TransposedBorder(int input, int kernel, int stride, int dilation, Padding padding, int? outputPadding)
    {
        int span = (kernel - 1) * dilation + 1;
        if (padding == Padding.Valid)
            return (0, (input - 1) * stride + span + (outputPadding ?? Math.Max(span, stride) - span));
        int length = outputPadding is null ? stride + span - 2 : span + span % 2 - 2 + outputPadding.Value;
        int left = Math.Min(length / 2 + length % 2, span - 1);
        return (span - 1 - left, outputPadding is null ? input * stride : (input - 1) * stride + span % 2 + outputPadding.Value);
    }

    /// <summary>y[o, f] = Σ x[o·s + t·d − before, c] · k[t, c, f], group by group.</summary>
    public static (Shape Shape, double[] Values) Conv(Shape xShape, float[] x, Shape kShape, float[] k, int[] strides, int[] dilations, Padding padding)
    {
        int rank = xShape.Rank - 2, channels = xShape[^1], seen = kShape[^2], filters = kShape[^1], groups = channels / seen;
        var borders = Enumerable.Range(0, rank).Select(a => Border(xShape[a + 1], kShape[a], strides[a], dilations[a], padding)).ToArray();
        Shape yShape = [xShape[0], .. borders.Select(border => border.Output), filters];
        double[] y = new double[yShape.Elements];
        foreach (int[] o in All([xShape[0], .. borders.Select(border => border.Output)]))
        {
            foreach (int[] t in All([.. kShape[..rank]]))
            {
                int[] at = [.. Enumerable.Range(0, rank).Select(a => o[a + 1] * strides[a] + t[a] * dilations[a] - borders[a].Before)];
                if (!IsInside(at, xShape))
                    continue;
                for (int f = 0; f < filters; f++)
                {
                    int first = f / (filters / groups) * seen;
                    for (int c = 0; c < seen; c++)
                        y[Position(yShape, [.. o, f])] += (double)x[Position(xShape, [o[0], .. at, first + c])] * k[Position(kShape, [.. t, c, f])];
                }
            }
        }
        return (yShape, y);
    }

    /// <summary>Each position of x lays x[c] · k[t, f, c] down at i·s + t·d; the result is a part of all that.</summary>
    public static (Shape Shape, double[] Values) ConvTranspose(
        Shape xShape, float[] x, Shape kShape, float[] k, int[] strides, int[] dilations, Padding padding, int[]? outputPadding)
    {
        int rank = xShape.Rank - 2, channels = xShape[^1], filters = kShape[^2];
        var borders = Enumerable.Range(0, rank)
            .Select(a => TransposedBorder(xShape[a + 1], kShape[a], strides[a], dilations[a], padding, outputPadding?[a])).ToArray();
        Shape yShape = [xShape[0], .. borders.Select(border => border.Output), filters];
        double[] y = new double[yShape.Elements];
        foreach (int[] i in All([.. xShape[..^1]]))
        {
            foreach (int[] t in All([.. kShape[..rank]]))
            {
                int[] at = [.. Enumerable.Range(0, rank).Select(a => i[a + 1] * strides[a] + t[a] * dilations[a] - borders[a].Start)];
                if (!IsInside(at, yShape))
                    continue;
                for (int f = 0; f < filters; f++)
                {
                    for (int c = 0; c < channels; c++)
                        y[Position(yShape, [i[0], .. at, f])] += (double)x[Position(xShape, [.. i, c])] * k[Position(kShape, [.. t, f, c])];
                }
            }
        }
        return (yShape, y);
    }

    /// <summary>What a function makes of the elements under each window, those outside left out.</summary>
    public static (Shape Shape, double[] Values) Pool(
        Shape xShape, float[] x, int[] sizes, int[] strides, Padding padding, Func<IEnumerable<float>, double> join)
    {
        int rank = xShape.Rank - 2;
        var borders = Enumerable.Range(0, rank).Select(a => Border(xShape[a + 1], sizes[a], strides[a], 1, padding)).ToArray();
        return Gather(xShape, x, [.. borders.Select(border => border.Output)], join, (o, a) =>
            Enumerable.Range(o * strides[a] - borders[a].Before, sizes[a]).Where(at => at >= 0 && at < xShape[a + 1]));
    }

    /// <summary>What a function makes of the elements in each bin.</summary>
    public static (Shape Shape, double[] Values) AdaptivePool(Shape xShape, float[] x, int[] sizes, Func<IEnumerable<float>, double> join) =>
        Gather(xShape, x, sizes, join, (o, a) =>
        {
            int first = (int)Math.Floor((double)o * xShape[a + 1] / sizes[a]), end = (int)Math.Ceiling((o + 1.0) * xShape[a + 1] / sizes[a]);
            return Enumerable.Range(first, end - first);
        });

    private static (Shape Shape, double[] Values) Gather(
        Shape xShape, float[] x, int[] output, Func<IEnumerable<float>, double> join, Func<int, int, IEnumerable<int>> under)
    {
        Shape yShape = [xShape[0], .. output, xShape[^1]];
        double[] y = new double[yShape.Elements];
        foreach (int[] o in All([.. yShape]))
        {
            IEnumerable<int[]> places = [[o[0]]];
            for (int a = 0; a < output.Length; a++)
            {
                int axis = a;
                places = places.SelectMany(place => under(o[axis + 1], axis).Select(at => (int[])[.. place, at]));
            }
            y[Position(yShape, o)] = join(places.Select(place => x[Position(xShape, [.. place, o[^1]])]));
        }
        return (yShape, y);
    }

    private static bool IsInside(int[] at, Shape shape) => at.Select((place, axis) => place >= 0 && place < shape[axis + 1]).All(isInside => isInside);

    private static int Position(Shape shape, int[] at) => at.Select((place, axis) => (place, axis)).Aggregate(0, (sum, one) => sum * shape[one.axis] + one.place);

    private static IEnumerable<int[]> All(int[] lengths)
    {
        int[] at = new int[lengths.Length];
        for (int n = lengths.Aggregate(1, (product, length) => product * length); n > 0; n--)
        {
            yield return [.. at];
            for (int axis = lengths.Length - 1; axis >= 0 && ++at[axis] == lengths[axis]; axis--)
                at[axis] = 0;
        }
    }
}
