using Keratin.Digits.Imaging;

namespace Keratin.Digits.Normalizing;

// A picture on its way to the model: one float per pixel, 0 to 1, row by row.
internal sealed class Plane(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public float[] Values { get; } = new float[width * height];

    public ref float this[int x, int y] => ref Values[(y * Width) + x];

    public Span<float> Row(int y) => Values.AsSpan(y * Width, Width);

    public static Plane FromImage(GrayImage image)
    {
        var plane = new Plane(image.Width, image.Height);
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int n = 0; n < pixels.Length; n++)
            plane.Values[n] = pixels[n] / 255f;
        return plane;
    }

    public Plane Inverted()
    {
        var plane = new Plane(Width, Height);
        for (int n = 0; n < Values.Length; n++)
            plane.Values[n] = 1 - Values[n];
        return plane;
    }

    public Plane Crop(Box box)
    {
        var plane = new Plane(box.Width, box.Height);
        for (int y = 0; y < box.Height; y++)
            Row(box.Top + y).Slice(box.Left, box.Width).CopyTo(plane.Row(y));
        return plane;
    }

    // The smallest box around all pixels of at least this value; null if there is none.
    public Box? BoundsOf(float least)
    {
        var (left, top, right, bottom) = (Width, Height, -1, -1);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                if (this[x, y] < least)
                    continue;
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
                (top, bottom) = (Math.Min(top, y), y);
            }
        }

        return right < 0 ? null : new(left, top, right - left + 1, bottom - top + 1);
    }

    // Each pixel's middle lies at its whole number: one pixel at column 3 has its centre of mass at 3.0.
    public (double X, double Y) CenterOfMass()
    {
        double mass = 0, byX = 0, byY = 0;
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double value = this[x, y];
                mass += value;
                byX += value * x;
                byY += value * y;
            }
        }

        return mass > 0 ? (byX / mass, byY / mass) : ((Width - 1) / 2.0, (Height - 1) / 2.0);
    }

    public Tensor<float> ToTensor() => Tensor.Create(Values, [Height, Width]);
}
