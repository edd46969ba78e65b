namespace Keratin.Tests.Layers;

internal static partial class RecurrentCases
{
    private static IEnumerable<RecurrentCase> Convolutional => [];
}
