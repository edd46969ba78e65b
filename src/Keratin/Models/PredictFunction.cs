using Keratin.Graph;

namespace Keratin.Models;

/// <summary>A plan that predicts so many samples of such shapes.</summary>
/// <param name="inputs">Shapes of the inputs, the batch unknown.</param>
/// <param name="rows">Samples of a batch.</param>
/// <param name="plan">What computes them.</param>
/// <param name="outputs">Shapes of the outputs, the batch known.</param>
/// <param name="indices">What layers take as indices.</param>
internal sealed class PredictFunction(Shape[] inputs, int rows, IPlan plan, Shape[] outputs, IndexRange[] indices)
{
    public IPlan Plan { get; } = plan;

    public Shape[] Outputs { get; } = outputs;

    public IndexRange[] Indices { get; } = indices;

    /// <summary>Numbers of one sample in the first output.</summary>
    public int RowLength { get; } = checked((int)outputs[0][1..].Elements);

    /// <summary>Whether it is made for this.</summary>
    public bool Fits(ReadOnlySpan<Shape> shapes, int count)
    {
        if (count != rows || shapes.Length != inputs.Length)
            return false;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!ReferenceEquals(shapes[i], inputs[i]) && shapes[i] != inputs[i])
                return false;
        }
        return true;
    }
}
