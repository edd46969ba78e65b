namespace Keratin;

/// <summary>Rounds to whole numbers by additions: from 2²³ on floats have nothing behind the point, so adding that and taking it away rounds.</summary>
internal static class WholeNumbers
{
    private const float WholeFrom = 1 << 23;

    /// <summary>Without what is behind the point, as a conversion to integers takes it away.</summary>
    public static KerasTensor Truncate(KerasTensor x)
    {
        KerasTensor size = x.Absolute(), nearest = size + WholeFrom - WholeFrom;
        KerasTensor whole = Ops.Constant(WholeFrom).Greater(size).Where(nearest - nearest.Greater(size), size);
        return x.GreaterEqual(Ops.Constant(0)).Where(whole, -whole);
    }

    /// <summary>The next whole number that is not smaller, of numbers from 0 to 2²²; 0 of NaN.</summary>
    public static KerasTensor Ceiling(KerasTensor x)
    {
        KerasTensor nearest = x + WholeFrom - WholeFrom;
        return x.GreaterEqual(Ops.Constant(0)).Where(nearest + x.Greater(nearest), Ops.Constant(0));
    }
}
