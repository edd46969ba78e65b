namespace Keratin.Digits.Normalizing;

// How a digit lies in MNIST's field, measured on the 60,000 training images: the longer side of its box is 20 (13 images
// have 19), its centre of mass is at 14 ± 0.5 both ways, and the mean of its border pixels is at most 9 of 255.
internal static class MnistLayout
{
    public const int BoxSide = 20;
    private const int Side = DigitNormalizer.Side;
    private const double Center = 14;
    private const double TieMargin = 1e-3;

    // Well above what MNIST has, and well below any paper.
    private const double DarkBorder = 32 / 255.0;
    private const float LeastInk = 64 / 255f;

    // Half of one level: whatever is not 0, however it was rounded.
    private const float LeastLevel = 0.5f / 255;

    // Light on a dark border, as large as MNIST's digits are and where they are: one of its images, or as good as one.
    public static bool IsMnist(Plane field) =>
        HasSize(field) && BorderMean(field) < DarkBorder && field.Values.Max() >= LeastInk && LiesRight(field);

    public static bool HasSize(Plane field) => field.Width == Side && field.Height == Side;

    // Scales into 20 × 20, makes the fullest ink full again (thin strokes fade when shrunk), lays it into the field.
    public static Plane Place(Plane digit)
    {
        int longer = Math.Max(digit.Width, digit.Height);
        Plane scaled = Resampler.Resize(digit,
            Resampler.Scaled(digit.Width, BoxSide, longer), Resampler.Scaled(digit.Height, BoxSide, longer));
        float peak = scaled.Values.Max();
        var (x, y) = scaled.CenterOfMass();
        var (left, top) = (Start(x, scaled.Width), Start(y, scaled.Height));

        var field = new Plane(Side, Side);
        for (int row = 0; row < scaled.Height; row++)
        {
            for (int column = 0; column < scaled.Width; column++)
                field[left + column, top + row] = scaled[column, row] / peak;
        }

        return field;
    }

    // By whole pixels, as MNIST did, and never so far that ink would fall off the field. A tie, which every symmetric digit is,
    // goes to the left and the top, whatever the last bits of the sum say.
    private static int Start(double mass, int length) => Math.Clamp((int)Math.Floor(Center - mass + 0.5 - TieMargin), 0, Side - length);

    private static bool LiesRight(Plane field)
    {
        var (x, y) = field.CenterOfMass();
        return field.BoundsOf(LeastLevel) is { } box && Math.Max(box.Width, box.Height) is >= BoxSide - 1 and <= BoxSide + 1
            && Math.Abs(x - Center) <= 1 && Math.Abs(y - Center) <= 1;
    }

    private static double BorderMean(Plane field)
    {
        double sum = 0;
        for (int n = 0; n < Side - 1; n++)
            sum += field[n, 0] + field[Side - 1, n] + field[n + 1, Side - 1] + field[0, n + 1];
        return sum / (4 * (Side - 1));
    }
}
