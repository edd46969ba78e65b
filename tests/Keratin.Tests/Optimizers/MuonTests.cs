using Keratin.Optimizers;
using static Keratin.Tests.Optimizers.OptimizerSteps;

namespace Keratin.Tests.Optimizers;

public class MuonTests
{
    [Fact]
    public void A_tall_matrix_is_made_orthogonal_as_a_wide_one()
    {
        Tensor<float> wide = Numbers.Of([3, 5], Engine.Random(15, 3));
        float[] lying = Step.Run(new Muon().Orthogonal, wide);
        float[] standing = Step.Run(x => new Muon().Orthogonal(x.Transpose()).Transpose(), wide);
        Numbers.SameBits(lying, standing);
        // Rows of about length 1; the steps go on swinging between 0.7 and 1.2.
        for (int row = 0; row < 3; row++)
            Assert.InRange(Enumerable.Range(0, 5).Sum(column => lying[(row * 5) + column] * lying[(row * 5) + column]), 0.4f, 1.5f);
    }

    [Fact]
    public void One_step_of_newton_and_schulz_by_hand()
    {
        // (3, 0; 0, 4) over its length 5 is (0.6, 0; 0, 0.8). With a = 1, b = 2, c = 3 each x becomes x + (2x² + 3x⁴)·x.
        float[] got = Step.Run(new Muon { MuonA = 1, MuonB = 2, MuonC = 3, NSSteps = 1 }.Orthogonal, Numbers.Of([2, 2], 3, 0, 0, 4));
        Numbers.Close([Polynomial(0.6f), 0, 0, Polynomial(0.8f)], got, 1e-5f);

        static float Polynomial(float x) => x + (2 * x * x * x) + (3 * x * x * x * x * x);
    }

    [Fact]
    public void Momentum_by_hand()
    {
        // One Newton step with a = 1, b = c = 0 leaves g over its length; lr 1. m = g, g + ½·m = 1.5 g: the direction of g, (0.6, 0.8).
        Muon Make(bool nesterov, float? rmsRate) => new(1)
        {
            MuonA = 1,
            MuonB = 0,
            MuonC = 0,
            NSSteps = 1,
            Momentum = 0.5f,
            Nesterov = nesterov,
            RMSRate = rmsRate,
            WeightDecay = null,
        };
        Numbers.Close([-0.6f, -0.8f], TwoSteps(Make(true, null))[0], 1e-5f);
        // √max(1, 2) · 0.2.
        Numbers.Close([-0.6f * 0.2f * MathF.Sqrt(2), -0.8f * 0.2f * MathF.Sqrt(2)], TwoSteps(Make(true, 0.2f))[0], 1e-5f);
        // Then g = (0, 4): m = (1.5, 6), g + ½·m = (0.75, 7) with Nesterov, m itself without.
        float length = MathF.Sqrt((0.75f * 0.75f) + 49), plain = MathF.Sqrt((1.5f * 1.5f) + 36);
        Numbers.Close([-0.6f - (0.75f / length), -0.8f - (7 / length)], TwoSteps(Make(true, null))[1], 1e-5f);
        Numbers.Close([-0.6f - (1.5f / plain), -0.8f - (6 / plain)], TwoSteps(Make(false, null))[1], 1e-5f);

        static float[][] TwoSteps(Muon muon)
        {
            var weight = new Variable("w", [1, 2]);
            Take(muon, [weight], Numbers.Of([1, 2], 3, 4));
            float[] first = weight.Span.ToArray();
            Take(muon, [weight], Numbers.Of([1, 2], 0, 4));
            return [first, weight.Span.ToArray()];
        }
    }

    [Fact]
    public void Vectors_embeddings_and_what_is_excluded_go_by_adam()
    {
        Variable kernel = new("kernel", [2, 3]) { Path = "net/dense/kernel" }, bias = new("bias", [3]) { Path = "net/dense/bias" };
        Variable table = new("embeddings", [5, 2]) { Path = "net/Embedding_1/embeddings" }, logits = new("kernel", [3, 2]) { Path = "net/logits/kernel" };
        var muon = new Muon { ExcludeLayers = ["log.ts"] };
        muon.Build([kernel, bias, table, logits]);
        Assert.Equal(
            ["muon/net_dense_kernel_momentum", "muon/net_dense_bias_momentum", "muon/net_dense_bias_velocity",
             "muon/net_Embedding_1_embeddings_momentum", "muon/net_Embedding_1_embeddings_velocity",
             "muon/net_logits_kernel_momentum", "muon/net_logits_kernel_velocity"],
            muon.Slots.Select(slot => slot.Path));
        var all = new Muon { ExcludeEmbeddings = false };
        all.Build([table]);
        Assert.Single(all.Slots);
    }

    [Fact]
    public void Each_way_has_its_own_decay()
    {
        // The gradients are 0, so only the decay is left: 1 - 0.5·0.25 of a matrix, 1 - 0.5·0.5 of a vector, which has half the rate for its steps only.
        Variable kernel = new("kernel", [1, 1]), bias = new("bias", [1]);
        kernel.Assign([1]);
        bias.Assign([1]);
        var muon = new Muon(0.5f) { WeightDecay = 0.25f, AdamWeightDecay = 0.5f, AdamLRRatio = 0.5f };
        Take(muon, [kernel, bias], Numbers.Of([1, 1], 0), Numbers.Of([1], 0));
        Assert.Equal([0.875f, 0.75f], [kernel.Span[0], bias.Span[0]]);
        Take(new Muon(0.5f) { AdamWeightDecay = null, AdamLRRatio = 0.5f, Epsilon = 0 }, [bias], Numbers.Of([1], 3));
        Numbers.Close([0.5f], bias.Span, 1e-5f);
    }
}
