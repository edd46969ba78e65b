namespace Keratin.Layers;

/// <summary>Brings pixels from one range of values to another.</summary>
internal static class ValueRanges
{
    public static KerasTensor Move(KerasTensor x, (float Low, float High) from, (float Low, float High) to) =>
        from == to ? x : ((x - from.Low) / (from.High - from.Low) * (to.High - to.Low)) + to.Low;
}
