namespace Keratin.Tests.Operations;

/// <summary>Convolution as mathematics and SciPy's convolve2d mean it, with the kernel turned by 180°: what <c>examples/convolution.cs</c> prints.</summary>
public class TurnedKernelTests
{
    // A frame of 10 around a block of 5.
    private static readonly KerasTensor s_matrix = Constant([1, 5, 5, 1], 10, 10, 10, 10, 10, 10, 5, 5, 5, 10, 10, 5, 5, 5, 10, 10, 5, 5, 5, 10, 10, 10, 10, 10, 10);

    // -1 -1 0 / -1 0 1 / 0 1 1, read backwards.
    private static readonly KerasTensor s_turned = Constant([3, 3, 1, 1], 1, 1, 0, 1, 0, -1, 0, -1, -1);

    // All places where the two touch. By hand, the corner: 10 · -1; beside it 10 · -1 + 10 · -1; the middle: 5 times the kernel's sum, 0.
    private static readonly float[] s_full =
    [
        -10, -20, -20, -20, -20, -10, 0,
        -20, -25, -10, -10, -15, 0, 10,
        -20, -10, 15, 10, 0, 15, 20,
        -20, -10, 10, 0, -10, 10, 20,
        -20, -15, 0, -10, -15, 10, 20,
        -10, 0, 15, 10, 10, 25, 20,
        0, 10, 20, 20, 20, 20, 10,
    ];

    // The kernel wholly inside: 10 + 10 + 10 - 5 - 5 - 5 = 15 first.
    private static readonly float[] s_valid = [15, 10, 0, 10, 0, -10, 0, -10, -15];

    [Fact]
    public void Full()
    {
        Assert.Equal(s_full, Numbers(s_matrix.Pad(1, 2, 2).Pad(2, 2, 2).Conv(s_turned)));
        // What laying the kernel down at each element gives, with no turning at all.
        KerasTensor kernel = Constant([3, 3, 1, 1], -1, -1, 0, -1, 0, 1, 0, 1, 1);
        Assert.Equal(s_full, Numbers(s_matrix.ConvTranspose(kernel)));
    }

    [Fact]
    public void Same_is_the_middle_of_full()
    {
        float[] middle = [.. from row in Enumerable.Range(1, 5) from column in Enumerable.Range(1, 5) select s_full[(7 * row) + column]];
        Assert.Equal(middle, Numbers(s_matrix.Conv(s_turned, padding: Padding.Same)));
    }

    [Fact]
    public void Valid_is_the_middle_of_same()
    {
        float[] middle = [.. from row in Enumerable.Range(2, 3) from column in Enumerable.Range(2, 3) select s_full[(7 * row) + column]];
        Assert.Equal(s_valid, middle);
        Assert.Equal(s_valid, Numbers(s_matrix.Conv(s_turned)));
    }

    private static KerasTensor Constant(Shape shape, params float[] values) => Keratin.Ops.Constant(Keratin.Tests.Numbers.Of(shape, values));

    private static float[] Numbers(KerasTensor node) => Engine.OnCpu(new([], [node]))[0];
}
