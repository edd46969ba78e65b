namespace Keratin.Datasets;

/// <summary>Images and their labels, one label per image: half of a data set.</summary>
/// <remarks>Deconstructs as in Keras: <c>var (x, y) = data.Train;</c>.</remarks>
public sealed class LabeledImages
{
    internal LabeledImages(Tensor<byte> images, Tensor<byte> labels)
    {
        Images = images;
        Labels = labels;
    }

    /// <summary>Gray images, 0 = black, shape <c>(count, 28, 28)</c>.</summary>
    public Tensor<byte> Images { get; }

    /// <summary>What each image shows, 0 to 9, shape <c>(count,)</c>.</summary>
    public Tensor<byte> Labels { get; }

    /// <summary>How many images there are.</summary>
    public int Count => (int)Labels.FlattenedLength;

    /// <summary>Takes images and labels apart.</summary>
    /// <param name="images">Gray images, shape <c>(count, 28, 28)</c>.</param>
    /// <param name="labels">What each image shows, shape <c>(count,)</c>.</param>
    public void Deconstruct(out Tensor<byte> images, out Tensor<byte> labels) => (images, labels) = (Images, Labels);
}
