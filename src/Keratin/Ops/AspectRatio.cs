namespace Keratin;

/// <summary>Brings images (batch, height, width, channels) to the proportions of another size, as Keras rounds it.</summary>
internal static class AspectRatio
{
    /// <summary>The largest part in the middle that has the proportions of a size.</summary>
    public static KerasTensor Crop(KerasTensor images, Size2D size)
    {
        var (height, width) = (images.Shape[1], images.Shape[2]);
        int cropHeight = Math.Clamp((int)((double)width * size.Height / size.Width), 1, height);
        int cropWidth = Math.Clamp((int)((double)height * size.Width / size.Height), 1, width);
        return ImageAxes.Part(images, (height - cropHeight) / 2, (width - cropWidth) / 2, (cropHeight, cropWidth));
    }

    /// <summary>The image in the middle of a border, along one of the axes.</summary>
    public static KerasTensor Pad(KerasTensor images, Size2D size, float fillValue)
    {
        var (height, width) = (images.Shape[1], images.Shape[2]);
        int rows = (Math.Max(height, (int)((double)width * size.Height / size.Width)) - height) / 2;
        int columns = (Math.Max(width, (int)((double)height * size.Width / size.Height)) - width) / 2;
        // As much on both sides: of an odd number one is left out.
        return rows > 0 ? ImageAxes.Fill(images, (rows, rows), (0, 0), fillValue) : ImageAxes.Fill(images, (0, 0), (columns, columns), fillValue);
    }
}
