using Keratin.Data;
using Keratin.Models;
using Keratin.Visualization.Imaging;

namespace Keratin.Visualization;

/// <summary>Which parts of an image an answer needs: a patch is slid over it, and each time the model is asked again (Zeiler, Fergus 2014).</summary>
public static class Occlusion
{
    /// <summary>How much the model's output for a class falls when a patch covers a part of the image; negative where it rises.</summary>
    /// <remarks>The patch lies wholly inside the image. It begins at 0, <paramref name="stride"/>, twice that and so on, and at last at the far edge.</remarks>
    /// <param name="model">A model with one input and one output <c>(n, classes)</c>; of probabilities, where it ends in a softmax.</param>
    /// <param name="image">One image as the model takes it, <c>(1, h, w)</c> or <c>(1, h, w, channels)</c>; or flat, of a square's size.</param>
    /// <param name="classIndex">Which class; by default the one that the model says.</param>
    /// <param name="patch">Height and width of the patch; by default a quarter of the image's.</param>
    /// <param name="stride">From one place to the next; by default an eighth of the patch, at least 1.</param>
    /// <param name="fill">What the patch is filled with; by default the mean of the image.</param>
    /// <returns>Shape <c>(rows, columns)</c>: a number for each place of the patch.</returns>
    /// <exception cref="ShapeException">It is not one image, or the model gives something else.</exception>
    /// <exception cref="ArgumentException">The model has no such class, or the patch is larger than the image.</exception>
    public static Tensor<float> Of(Model model, Samples image, int? classIndex = null, Size2D? patch = null, Size2D? stride = null, float? fill = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(image);
        OcclusionScan scan = OcclusionScan.Run(model, image, classIndex, patch, stride, fill);
        return scan.Drops.ToTensor([scan.Tops.Length, scan.Lefts.Length]);
    }
}
