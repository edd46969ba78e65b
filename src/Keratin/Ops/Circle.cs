namespace Keratin;

public static partial class Ops
{
    // Stands for a logarithm of nothing. Not -∞, which would make NaN of a row that has no other.
    private const float LogOfNothing = -1e30f;

    /// <summary>
    /// Circle loss of embeddings: pulls those of one class together and others apart, each pair as much as it is off:
    /// <c>softplus(ln Σₚ exp(-γ · αₚ · (m - dₚ)) + ln Σₙ exp(γ · αₙ · (1 - m - dₙ)))</c>, where <c>d = max(1 - cos, 0)</c>,
    /// <c>αₚ = max(m + d, 0)</c> and <c>αₙ = max(1 + m - d, 0)</c>.
    /// </summary>
    /// <remarks>Y. Sun et al.: "Circle loss: a unified perspective of pair similarity optimization", CVPR 2020.</remarks>
    /// <param name="target">Class indices <c>(batch,)</c> or <c>(batch, 1)</c>.</param>
    /// <param name="output">Embeddings <c>(batch, length)</c>, each of length 1.</param>
    /// <param name="refLabels">Class indices of what is compared with; the batch itself by default.</param>
    /// <param name="refEmbeddings">Embeddings of what is compared with; the batch itself by default.</param>
    /// <param name="removeDiagonal">Whether number i of both is the same sample, which makes no pair.</param>
    /// <param name="gamma">Scale.</param>
    /// <param name="margin">How far classes are to be apart; 0.4 is usual.</param>
    /// <returns>One number a sample, shape <c>(batch,)</c>; 0 for a sample without a partner or without an opponent.</returns>
    public static KerasTensor Circle(
        KerasTensor target, KerasTensor output, KerasTensor? refLabels = null, KerasTensor? refEmbeddings = null, bool removeDiagonal = true,
        float gamma = 80, float margin = 0.4f)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        KerasTensor reference = refEmbeddings ?? output, labels = refLabels ?? target;
        RequireLabels(target, output);
        RequireLabels(labels, reference);
        int n = output.Shape[0], m = reference.Shape[0];
        KerasTensor isSame = target.Reshape([n, 1]).Equal(labels.Reshape([1, m]));
        KerasTensor isPartner = removeDiagonal ? isSame * (1 - Numbered(n).Reshape([n, 1]).Equal(Numbered(m).Reshape([1, m]))) : isSame;
        KerasTensor distance = (1 - output.MatMul(false, reference, true)).Maximum(Constant(0));

        KerasTensor near = isPartner.Where(-gamma * (margin + distance).Maximum(Constant(0)) * (margin - distance), Constant(LogOfNothing));
        KerasTensor far = isSame.Where(
            Constant(LogOfNothing), gamma * (1 + margin - distance).Maximum(Constant(0)) * (Complement.Of(margin) - distance));
        return LossInputs.SoftplusMinus(LogOfSum(near) + LogOfSum(far), Constant(0));
    }

    // ln Σ exp(x) along the last axis.
    private static KerasTensor LogOfSum(KerasTensor x)
    {
        KerasTensor largest = x.Max([-1], keepDims: true);
        return ((x - largest).Exp().Sum([-1], keepDims: true).Log() + largest).Reshape(x.Shape[..^1]);
    }

    private static KerasTensor Numbered(int count) =>
        Constant(Enumerable.Range(0, count).Select(i => (float)i).ToArray().ToTensor([count]));

    private static void RequireLabels(KerasTensor labels, KerasTensor embeddings)
    {
        bool isColumn = labels.Rank == 1 || (labels.Rank == 2 && labels.Shape[1] == 1);
        if (embeddings.Rank != 2 || !isColumn || labels.Shape[0] != embeddings.Shape[0])
            throw new ShapeException(
                "Circle", "embeddings (batch, length) and one class index each", $"{embeddings.Shape} and {labels.Shape}");
    }
}
