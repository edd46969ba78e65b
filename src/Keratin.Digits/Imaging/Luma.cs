namespace Keratin.Digits.Imaging;

// Samples of all depths meet at 16 bits, 0 to 65535, so that colour and transparency are rounded once, at the end.
internal static class Luma
{
    public const int Max = 65_535;

    // Exact at both ends: 0 stays 0, maximum becomes 65535.
    public static int Widen(int sample, int maximum) => (int)(((long)sample * Max * 2 + maximum) / (2L * maximum));

    // ITU-R BT.601. The weights add up to 1000, so gray stays what it is.
    public static int Of(int red, int green, int blue) => (int)(((299L * red) + (587L * green) + (114L * blue) + 500) / 1000);

    public static int OnWhite(int luma, int alpha) => (int)((((long)luma * alpha) + ((long)Max * (Max - alpha)) + (Max / 2)) / Max);

    public static byte ToByte(int luma) => (byte)((luma + 128) / 257);
}
