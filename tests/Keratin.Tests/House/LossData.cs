using Keratin.Losses;

namespace Keratin.Tests.House;

/// <summary>Targets and outputs that a loss takes: of three samples and four classes.</summary>
internal static class LossData
{
    public static (Tensor<float> Target, Tensor<float> Output) For(Loss loss)
    {
        Tensor<float> probabilities = Numbers.Of([3, 4], 0.4f, 0.3f, 0.2f, 0.1f, 0.15f, 0.55f, 0.1f, 0.2f, 0.3f, 0.1f, 0.25f, 0.35f);
        return loss switch
        {
            // Labels without blanks; three samples of six steps with four symbols.
            CTC => (Numbers.Of([3, 2], 1, 2, 3, 1, 2, 2), Numbers.Wave([3, 6, 4])),
            _ when loss.TakesIndices || loss is Circle => (Numbers.Of([3], 1, 3, 1), loss is Circle ? Normal() : probabilities),
            _ => (Numbers.Of([3, 4], 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0), probabilities),
        };
    }

    // Embeddings have length 1.
    private static Tensor<float> Normal() => Numbers.Of([3, 2], 0.6f, 0.8f, 1, 0, 0.28f, 0.96f);
}
