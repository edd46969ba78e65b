using Keratin.Data;
using Keratin.Models;

namespace Keratin.Visualization.Imaging;

/// <summary>Images and, for each, the class that is asked about.</summary>
internal sealed class ClassQuestion
{
    private ClassQuestion(Feed feed, int[] classes, int classCount, Tensor<float> outputs) =>
        (Feed, Classes, ClassCount, Outputs) = (feed, classes, classCount, outputs);

    /// <summary>The images, checked against the model.</summary>
    public Feed Feed { get; }

    /// <summary>Which class, for each image.</summary>
    public int[] Classes { get; }

    /// <summary>How many classes the model has.</summary>
    public int ClassCount { get; }

    /// <summary>What the model says, <c>(n, classes)</c>.</summary>
    public Tensor<float> Outputs { get; }

    /// <summary>Checks images and classes; classes that are not given are those that the model says.</summary>
    public static ClassQuestion Of(string who, Model model, Samples images, IReadOnlyList<int>? classes)
    {
        Feed feed = Feed.Create(model, [images], null, who);
        Tensor<float> outputs = model.Predict(images);
        if (outputs.Rank != 2)
            throw new ShapeException(who, "a model that gives a number for each class, (n, classes)", $"{outputs.Shape()}");
        int count = checked((int)outputs.Lengths[1]);
        float[] numbers = outputs.ToArray();
        int[] asked = classes is not null ? [.. classes]
            : [.. Enumerable.Range(0, feed.Count).Select(row => TensorPrimitives.IndexOfMax(numbers.AsSpan(row * count, count)))];
        if (asked.Length != feed.Count)
            throw new ArgumentException($"{who}: expected a class for each of {feed.Count} images; got {asked.Length}.", nameof(classes));
        foreach (int index in asked)
        {
            if (index < 0 || index >= count)
                throw new ArgumentException($"{who}: expected classes 0 … {count - 1}; got {index}.", nameof(classes));
        }
        return new ClassQuestion(feed, asked, count, outputs);
    }

    /// <summary>Rows of zeros with a one at the class.</summary>
    public void FillMask(Span<float> mask, int start, int rows)
    {
        mask.Clear();
        for (int row = 0; row < rows; row++)
            mask[(row * ClassCount) + Classes[start + row]] = 1;
    }
}
