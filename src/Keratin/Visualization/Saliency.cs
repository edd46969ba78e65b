using Keratin.Data;
using Keratin.Graph;
using Keratin.Models;
using Keratin.Visualization.Imaging;

namespace Keratin.Visualization;

/// <summary>Which pixels a class score hangs on: the magnitude of its gradient on the input (Simonyan, Vedaldi, Zisserman 2013).</summary>
public static class Saliency
{
    /// <summary>For each pixel the largest <c>|∂ score / ∂ channel|</c> over its channels.
    /// The score is what the last softmax or sigmoid is given, where the model ends in one.</summary>
    /// <param name="model">A model with one input and one output <c>(n, classes)</c>.</param>
    /// <param name="images">As the model takes them: <c>(n, h, w)</c>, <c>(n, h, w, channels)</c>, or flat <c>(n, pixels)</c>.</param>
    /// <param name="classes">Whose score, for each image; by default the class that the model says.</param>
    /// <returns>Shape <c>(n, h, w)</c>, or <c>(n, pixels)</c>; never negative.</returns>
    /// <exception cref="ShapeException">The model takes or gives something else.</exception>
    /// <exception cref="ArgumentException">There is not one class for each image, or the model has no such class.</exception>
    public static Tensor<float> Of(Model model, Samples images, IReadOnlyList<int>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        var question = ClassQuestion.Of("Saliency", model, images, classes);
        Shape input = question.Feed.Shapes[0].With(0, images.Count);
        for (int axis = 1; axis < input.Rank; axis++)
            input = input.With(axis, ShapeOfSample(images.Shape, input)[axis]);
        int channels = input.Rank == 4 ? input[3] : 1;
        Shape shape = input.Rank == 4 ? input[..3] : input;
        float[] result = new float[checked((int)shape.Elements)];
        int sample = result.Length / images.Count;
        IPlan? plan = null;
        for (int start = 0, planned = 0; start < images.Count; start += Model.DefaultBatchSize)
        {
            int rows = Math.Min(Model.DefaultBatchSize, images.Count - start);
            if (rows != planned)
                (plan, planned) = (ScoreGraph.Plan(model, input, question.ClassCount, rows), rows);
            using IExecution execution = plan!.Rent();
            question.Feed.Fill(execution, start, rows);
            question.FillMask(execution.Input(1), start, rows);
            execution.Run();
            LargestOfChannels(execution.Output(0), channels, result.AsSpan(start * sample, rows * sample));
        }
        return result.ToTensor(shape);
    }

    // Where the model takes images of any size, theirs counts; a missing channel axis is one of length 1.
    private static Shape ShapeOfSample(Shape given, Shape input) => given.Rank == input.Rank ? given
        : given.Rank < input.Rank ? [.. given, 1] : given[..^1];

    private static void LargestOfChannels(ReadOnlySpan<float> gradient, int channels, Span<float> result)
    {
        for (int i = 0; i < result.Length; i++)
            result[i] = MathF.Abs(TensorPrimitives.MaxMagnitude(gradient.Slice(i * channels, channels)));
    }
}
