namespace Keratin.Digits.Imaging;

// Before it was compressed, each byte of a row was replaced by its difference from a guess made of its neighbours.
internal static class PngFilter
{
    // `step` bytes to the left lies the same byte of the pixel before; outside the picture everything is 0.
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step, string who)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                UndoSub(row, step);
                break;
            case 2:
                UndoUp(row, above);
                break;
            case 3:
                UndoAverage(row, above, step);
                break;
            case 4:
                UndoPaeth(row, above, step);
                break;
            default:
                throw BadImage.Of(who, "no such row filter", "0 to 4", $"{filter}");
        }
    }

    private static void UndoSub(Span<byte> row, int step)
    {
        for (int n = step; n < row.Length; n++)
            row[n] += row[n - step];
    }

    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        for (int n = 0; n < row.Length; n++)
            row[n] += above[n];
    }

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (int n = 0; n < row.Length; n++)
            row[n] += (byte)(((n < step ? 0 : row[n - step]) + above[n]) / 2);
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (int n = 0; n < row.Length; n++)
            row[n] += n < step ? above[n] : Paeth(row[n - step], above[n], above[n - step]);
    }

    // Of left, above and above left the one nearest to left + above - aboveLeft; ties go in that order.
    private static byte Paeth(byte left, byte above, byte aboveLeft)
    {
        int toLeft = Math.Abs(above - aboveLeft);
        int toAbove = Math.Abs(left - aboveLeft);
        int toAboveLeft = Math.Abs(left + above - (2 * aboveLeft));
        if (toLeft <= toAbove && toLeft <= toAboveLeft)
            return left;
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
