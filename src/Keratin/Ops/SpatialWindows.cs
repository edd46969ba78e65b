namespace Keratin;

/// <summary>Windows over sequences, images and volumes: one <see cref="AxisWindow"/> for each spatial axis.</summary>
internal static class SpatialWindows
{
    private static readonly string[] s_layouts =
        ["", "(batch, steps, channels)", "(batch, height, width, channels)", "(batch, depth, height, width, channels)"];

    /// <summary>How images with so many spatial axes lie in memory.</summary>
    public static string Layout(int rank) => s_layouts[rank];

    /// <summary>The number of spatial axes, 1 to 3; all lengths but the batch are known.</summary>
    public static int Rank(string who, Shape images)
    {
        int rank = images.Rank - 2;
        if (rank is < 1 or > 3)
            throw new ShapeException(who, string.Join(" or ", s_layouts[1..]), $"{images}");
        RequireKnown(who, images, rank);
        return rank;
    }

    /// <summary>Works out the zeros that <paramref name="padding"/> stands for, by Keras' (TensorFlow's) rule.</summary>
    public static AxisWindow[] Of(string who, Shape images, IntList kernel, IntList strides, IntList dilation, Padding padding)
    {
        RequireKnown(who, images, kernel.Count);
        if (padding == Padding.Causal && kernel.Count > 1)
            throw new ArgumentException($"{who}: expected padding valid or same; got causal, which only convolutions of sequences have.", nameof(padding));
        return [.. kernel.Select((size, axis) => AxisWindow.Of(who, images[axis + 1], size, strides[axis], dilation[axis], padding))];
    }

    /// <summary>The lengths of the result's spatial axes.</summary>
    public static int[] Output(string who, Shape images, AxisWindow[] windows)
    {
        RequireFit(who, images, windows);
        return [.. windows.Select((window, axis) => window.Output(images[axis + 1]))];
    }

    /// <summary>Refuses images that a window does not fit into.</summary>
    public static void RequireFit(string who, Shape images, AxisWindow[] windows)
    {
        if (windows.Where((window, axis) => window.Output(images[axis + 1]) < 1).Any())
            throw new ShapeException(
                who, $"an image of at least {string.Join(" × ", windows.Select(window => window.Span))}", $"{images}", "use Padding.Same, or fewer poolings before it");
    }

    private static void RequireKnown(string who, Shape images, int rank)
    {
        bool isKnown = images.Rank == rank + 2;
        for (int axis = 1; isKnown && axis < images.Rank; axis++)
            isKnown = images[axis] != Shape.Unknown;
        if (!isKnown)
            throw new ShapeException(
                who, $"{Layout(rank)}, all but the batch known", $"{images}",
                (rank, images.Rank) == (2, 3) ? "give the images a channel axis: new Reshape([height, width, 1])" : null);
    }
}
