using Keratin.Graph;

namespace Keratin.Tests.Operations;

/// <summary>Operands that repeat along any of an element-wise result's axes: nothing is rounded, so each number must be the very one.</summary>
public class BroadcastTests
{
    public static TheoryData<int[], int[]> Known => new()
    {
        // Runs that are longer than a tile, shorter than a register, of two numbers; in front, in the middle, behind; lengths of 1 in between.
        { [6, 2000], [6, 1] }, { [3, 5, 700], [3, 1, 700] }, { [900, 2], [900, 1] }, { [40, 30, 3], [40, 1, 3] }, { [7, 1, 300, 1], [7, 1, 1, 1] },
        { [2, 9, 11, 13], [2, 1, 1, 13] }, { [2, 9, 11, 13], [1, 9, 1, 13] }, { [2, 9, 11, 13], [1, 9, 1, 1] }, { [2, 9, 11, 13], [2, 9, 11, 1] },
        { [5, 4, 3, 2, 20], [5, 1, 3, 1, 20] }, { [17000, 1, 2], [17000, 1, 1] }, { [1, 4000], [1, 1] }, { [3, 1, 2, 1, 700], [3, 1, 1, 1, 700] },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Each_element_is_found(int[] result, int[] operand) => Check([.. result], [.. operand]);

    [Fact]
    public void Each_element_is_found_in_sampled_shapes()
    {
        var random = new Random(31);
        for (int i = 0; i < 300; i++)
        {
            int[] result = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(6) == 0 ? random.Next(1, 90) : random.Next(1, 7))];
            Check([.. result], [.. result.Select(length => random.Next(2) == 0 ? 1 : length)]);
        }
    }

    private static void Check(Shape result, Shape operand)
    {
        KerasTensor x = Keratin.Ops.Input(result), y = Keratin.Ops.Input(operand);
        float[] numbers = [.. Enumerable.Range(0, (int)operand.Elements).Select(i => (float)i)], zeros = new float[result.Elements];
        var graph = new TracedGraph([x, y], [x + y]);
        Assert.Equal(Engine.OnReference(graph, zeros, numbers)[0], Engine.OnCpu(graph, zeros, numbers)[0]);
    }
}
