namespace Keratin.Layers;

/// <summary>How a convolutional recurrent layer and its cell lay their kernel over what they see: set on the layer, read by the cell.</summary>
/// <param name="kernelSize">The kernel's lengths along the spatial axes.</param>
internal sealed class ConvLSTMWindow(IntList kernelSize)
{
    public IntList KernelSize { get; } = Require.Positive(kernelSize, "kernelSize");

    public IntList Strides { get; set => field = Require.Positive(value, "strides"); } = [.. Enumerable.Repeat(1, kernelSize.Count)];

    public IntList DilationRate { get; set => field = Require.Positive(value, "dilationRate"); } = [.. Enumerable.Repeat(1, kernelSize.Count)];

    public Padding Padding { get; set; } = Padding.Valid;

    public DataFormat DataFormat { get; set; } = DataFormat.ChannelsLast;

    /// <summary>The number of spatial axes.</summary>
    public int Rank => KernelSize.Count;

    /// <summary>Where the channels stand in a state: (batch, …).</summary>
    public int ChannelAxis => DataFormat == DataFormat.ChannelsFirst ? 1 : Rank + 1;

    /// <summary>Refuses what no window can have.</summary>
    public void Check(string who)
    {
        if (Padding == Padding.Causal)
            throw new ArgumentException($"{who}: expected padding valid or same; got causal.");
        if (Strides.Any(stride => stride > 1) && DilationRate.Any(rate => rate > 1))
            throw new ArgumentException(
                $"{who}: expected strides or dilation rate of 1; got strides {new SpatialSize(Strides)} and dilation rate {new SpatialSize(DilationRate)}.");
    }

    /// <summary>The convolution of what each step sees.</summary>
    public KerasTensor Convolve(string who, KerasTensor x, KerasTensor kernel, KerasTensor? bias)
    {
        KerasTensor y = Ops.Conv(who, Layers.ChannelAxis.ToLast(x, DataFormat), kernel, new(Strides), Padding, new(DilationRate));
        return Layers.ChannelAxis.FromLast(bias is null ? y : y + bias, DataFormat);
    }

    /// <summary>The convolution of a state, which keeps its size.</summary>
    public KerasTensor ConvolveState(string who, KerasTensor h, KerasTensor kernel)
    {
        SpatialSize one = new([.. Enumerable.Repeat(1, Rank)]);
        return Layers.ChannelAxis.FromLast(Ops.Conv(who, Layers.ChannelAxis.ToLast(h, DataFormat), kernel, one, Padding.Same, one), DataFormat);
    }
}
