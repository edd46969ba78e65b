namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Tversky's loss of two masks: <c>1 - TP / (TP + α · FP + β · FN + 1e-7)</c>, where <c>TP = Σ y·ŷ</c>, <c>FP = Σ (1 - y)·ŷ</c> and
    /// <c>FN = Σ y·(1 - ŷ)</c>. With α = β = ½ it is Dice's.
    /// </summary>
    /// <remarks>
    /// S. S. M. Salehi, D. Erdogmus, A. Gholipour: "Tversky loss function for image segmentation using 3D fully convolutional deep networks", 2017.
    /// </remarks>
    /// <param name="target">What was right, of the output's shape; usually 0 or 1.</param>
    /// <param name="output">What the model says, between 0 and 1.</param>
    /// <param name="alpha">What a false positive costs.</param>
    /// <param name="beta">What a false negative costs.</param>
    /// <param name="axes">Along which axes it adds up; none means all, which gives one number for the whole batch.</param>
    /// <returns>The output's shape without those axes.</returns>
    public static KerasTensor Tversky(KerasTensor target, KerasTensor output, float alpha = 0.5f, float beta = 0.5f, ReadOnlySpan<int> axes = default)
    {
        (target, output) = LossInputs.SameShape("Tversky", target, output);
        KerasTensor both = (target * output).Sum(axes);
        KerasTensor falsePositives = ((1 - target) * output).Sum(axes), falseNegatives = (target * (1 - output)).Sum(axes);
        return 1 - (both / (both + (falsePositives * alpha) + (falseNegatives * beta) + Epsilon));
    }
}
