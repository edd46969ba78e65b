namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Huber's loss, mean along the last axis: <c>½ e²</c> where <c>|e| ≤ δ</c>, else <c>δ · |e| - ½ δ²</c>, with <c>e = ŷ - y</c>.
    /// </summary>
    /// <remarks>P. J. Huber: "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964.</remarks>
    /// <param name="target">What was right, of the output's shape; the last axis may be missing where its length is 1.</param>
    /// <param name="output">What the model says.</param>
    /// <param name="delta">From which difference on the loss grows no faster than the difference.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor Huber(KerasTensor target, KerasTensor output, float delta = 1)
    {
        (target, output) = LossInputs.SameShape("Huber", target, output);
        KerasTensor error = output - target, size = error.Absolute();
        return Constant(delta).GreaterEqual(size).Where(0.5f * error.Square(), (delta * size) - (0.5f * delta * delta)).Mean([-1]);
    }
}
