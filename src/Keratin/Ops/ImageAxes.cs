namespace Keratin;

/// <summary>What operations on images share: single images as batches of one, parts, borders, the order of axes.</summary>
internal static class ImageAxes
{
    /// <summary>Runs an operation on batches (batch, height, width, channels) for a batch, or for one image, of either format.</summary>
    /// <exception cref="ShapeException">The rank is neither 3 nor 4, or a length besides the batch is unknown.</exception>
    public static KerasTensor Batched(KerasTensor images, string who, DataFormat format, Func<KerasTensor, KerasTensor> operation)
    {
        ArgumentNullException.ThrowIfNull(images);
        Shape shape = images.Shape;
        if (shape.Rank is not (3 or 4) || !shape[(shape.Rank - 3)..].IsKnown)
        {
            string axes = format == DataFormat.ChannelsLast ? "height, width, channels" : "channels, height, width";
            throw new ShapeException(who, $"images (batch, {axes}) or ({axes}), all but the batch known", $"{shape}");
        }
        KerasTensor x = shape.Rank == 4 ? images : images.Reshape([1, .. shape]);
        if (format == DataFormat.ChannelsFirst)
            x = Reorder(x, [0, 2, 3, 1]);
        KerasTensor result = operation(x);
        if (format == DataFormat.ChannelsFirst)
            result = Reorder(result, [0, 3, 1, 2]);
        return shape.Rank == 4 ? result : result.Reshape(result.Shape[1..]);
    }

    /// <summary>Puts the axes in another order; where only axes of length 1 move, the numbers stay as they lie.</summary>
    public static KerasTensor Reorder(KerasTensor x, ReadOnlySpan<int> order)
    {
        int last = -1;
        bool stays = true;
        foreach (int axis in order)
        {
            if (x.Shape[axis] == 1)
                continue;
            stays &= axis > last;
            last = axis;
        }
        return stays ? x.Reshape(Ordered(x.Shape, order)) : x.Transpose(order);
    }

    /// <summary>A part of each image.</summary>
    public static KerasTensor Part(KerasTensor images, int top, int left, Size2D size)
    {
        KerasTensor rows = size.Height == images.Shape[1] ? images : images.Slice(1, top, size.Height);
        return size.Width == images.Shape[2] ? rows : rows.Slice(2, left, size.Width);
    }

    /// <summary>A border of one value around each image.</summary>
    public static KerasTensor Fill(KerasTensor images, (int Top, int Bottom) rows, (int Left, int Right) columns, float value)
    {
        KerasTensor padded = images.Pad(1, rows.Top, rows.Bottom).Pad(2, columns.Left, columns.Right);
        if (value == 0 || ReferenceEquals(padded, images))
            return padded;
        // Added where zeros were put: nothing else changes, not even by a rounding.
        var (height, width) = (padded.Shape[1], padded.Shape[2]);
        float[] border = new float[checked(height * width)];
        for (int i = 0; i < border.Length; i++)
        {
            var (row, column) = Math.DivRem(i, width);
            bool isInside = row >= rows.Top && row < height - rows.Bottom && column >= columns.Left && column < width - columns.Right;
            border[i] = isInside ? 0 : value;
        }
        return padded + Ops.Constant(border.ToTensor([height, width, 1]));
    }

    /// <summary>The three channels, each of shape <c>(batch, height, width, 1)</c>.</summary>
    /// <exception cref="ShapeException">There are not three.</exception>
    public static (KerasTensor First, KerasTensor Second, KerasTensor Third) Channels(string who, KerasTensor images) => images.Shape[3] == 3
        ? (images.Slice(3, 0, 1), images.Slice(3, 1, 1), images.Slice(3, 2, 1))
        : throw new ShapeException(who, "images of 3 channels", $"{images.Shape}");

    /// <summary>What lies before a part, the part, and what lies behind it, which together are a whole; of the four just one is missing.</summary>
    /// <exception cref="ArgumentException">Another number of them is missing, or one would be negative.</exception>
    public static (int Before, int Part, int After) Complete(string who, string what, int? before, int? part, int? after, int? whole)
    {
        int missing = (before is null ? 1 : 0) + (part is null ? 1 : 0) + (after is null ? 1 : 0) + (whole is null ? 1 : 0);
        if (missing != 1)
            throw new ArgumentException($"{who}: expected two of the {what}'s two sides and its target; got {3 - missing}.");
        int first = before ?? whole!.Value - part!.Value - after!.Value, middle = part ?? whole!.Value - first - after!.Value;
        int last = after ?? whole!.Value - first - middle;
        return first >= 0 && middle >= 0 && last >= 0 ? (first, middle, last)
            : throw new ArgumentException($"{who}: expected sides of the {what} that are not negative; got {first} before, {middle}, and {last} after.");
    }

    private static Shape Ordered(Shape shape, ReadOnlySpan<int> order)
    {
        int[] lengths = new int[order.Length];
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = shape[order[i]];
        return [.. lengths];
    }
}
