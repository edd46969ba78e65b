using Keratin.Data;
using Keratin.Models;

namespace Keratin.Visualization.Imaging;

/// <summary>One image, asked about with a patch at every place.</summary>
internal sealed class OcclusionScan
{
    private const string Who = "Occlusion";

    private readonly ImageBatch _image;
    private readonly Size2D _patch;

    private OcclusionScan(ImageBatch image, Size2D patch, int[] tops, int[] lefts, int classIndex, float full) =>
        (_image, _patch, Tops, Lefts, ClassIndex, Full, Drops) = (image, patch, tops, lefts, classIndex, full, new float[tops.Length * lefts.Length]);

    /// <summary>Upper edges of the patch.</summary>
    public int[] Tops { get; }

    /// <summary>Left edges of the patch.</summary>
    public int[] Lefts { get; }

    /// <summary>Which class is asked about.</summary>
    public int ClassIndex { get; }

    /// <summary>The model's output for it on the whole image.</summary>
    public float Full { get; }

    /// <summary>How much less it is with the patch, row by row.</summary>
    public float[] Drops { get; }

    public static OcclusionScan Run(Model model, Samples image, int? classIndex, Size2D? patch, Size2D? stride, float? fill)
    {
        if (image.Count != 1)
            throw new ShapeException(Who, "one image, (1, h, w) or (1, h, w, channels)", $"{image.Shape}");
        ClassQuestion question = ClassQuestion.Of(Who, model, image, classIndex is { } given ? [given] : null);
        ImageBatch pixels = ImageBatch.Of(Who, image, [0], takesFlat: true);
        Size2D size = patch is { } wanted ? Require.Positive(wanted, nameof(patch)) : (Math.Max(1, pixels.Height / 4), Math.Max(1, pixels.Width / 4));
        if (size.Height > pixels.Height || size.Width > pixels.Width)
            throw new ArgumentException($"{Who}: expected a patch within the image, {pixels.Height} × {pixels.Width}; got {size}.", nameof(patch));
        Size2D step = stride is { } asked ? Require.Positive(asked, nameof(stride)) : (Math.Max(1, size.Height / 8), Math.Max(1, size.Width / 8));
        int chosen = question.Classes[0];
        int[] tops = Places(pixels.Height, size.Height, step.Height), lefts = Places(pixels.Width, size.Width, step.Width);
        var scan = new OcclusionScan(pixels, size, tops, lefts, chosen, question.Outputs[0, chosen]);
        scan.Ask(model, image.Shape, fill ?? Mean(pixels.Values(0)));
        return scan;
    }

    /// <summary>For each pixel the mean over all places of the patch that cover it.</summary>
    public float[] PerPixel()
    {
        float[] sum = new float[_image.Height * _image.Width], count = new float[sum.Length];
        for (int place = 0; place < Drops.Length; place++)
        {
            ForEachCovered(place, pixel =>
            {
                sum[pixel] += Drops[place];
                count[pixel]++;
            });
        }
        return [.. sum.Zip(count, (total, n) => n == 0 ? 0 : total / n)];
    }

    private void Ask(Model model, Shape shape, float fill)
    {
        float[] whole = _image.Values(0).ToArray();
        for (int start = 0; start < Drops.Length; start += Model.DefaultBatchSize)
        {
            int rows = Math.Min(Model.DefaultBatchSize, Drops.Length - start);
            float[] covered = new float[rows * whole.Length];
            for (int row = 0; row < rows; row++)
            {
                Memory<float> image = covered.AsMemory(row * whole.Length, whole.Length);
                whole.CopyTo(image);
                ForEachCovered(start + row, pixel => image.Span.Slice(pixel * _image.Channels, _image.Channels).Fill(fill));
            }
            Tensor<float> outputs = model.Predict(covered.ToTensor(shape.With(0, rows)));
            for (int row = 0; row < rows; row++)
                Drops[start + row] = Full - outputs[row, ClassIndex];
        }
    }

    private void ForEachCovered(int place, Action<int> act)
    {
        int top = Tops[place / Lefts.Length], left = Lefts[place % Lefts.Length];
        for (int y = top; y < top + _patch.Height; y++)
        {
            for (int x = left; x < left + _patch.Width; x++)
                act((y * _image.Width) + x);
        }
    }

    private static int[] Places(int length, int patch, int step)
    {
        int last = length - patch;
        List<int> places = [.. Enumerable.Range(0, (last / step) + 1).Select(n => n * step)];
        if (places[^1] != last)
            places.Add(last);
        return [.. places];
    }

    private static float Mean(ReadOnlySpan<float> values) => TensorPrimitives.Sum(values) / values.Length;
}
