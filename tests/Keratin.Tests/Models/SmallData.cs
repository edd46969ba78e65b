namespace Keratin.Tests.Models;

/// <summary>Twenty-two samples of four numbers and their three classes: neither a multiple of common batch sizes nor in any order.</summary>
internal static class SmallData
{
    public const int Count = 22;

    public static Tensor<float> X { get; } = Numbers.Wave([Count, 4]);

    public static int[] Classes { get; } = [.. Enumerable.Range(0, Count).Select(i => i * 7 % 3)];

    public static Tensor<float> OneHot { get; } = Utils.ToCategorical(Classes, 3);
}
