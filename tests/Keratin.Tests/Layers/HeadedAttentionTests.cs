using Keratin.Layers;
using Keratin.Models;
using Keratin.Regularizers;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Layers;

// Cases of Keras' multi_head_attention_test and grouped_query_attention_test.
public class HeadedAttentionTests
{
    private static readonly Tensor<float> s_x = Numbers.Wave([2, 6, 8]), s_value = Numbers.Wave([2, 3, 8], phase: 5);
    private static readonly Tensor<float> s_queryMask = Numbers.Of([2, 6], 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1), s_valueMask = Numbers.Of([2, 3], 1, 1, 0, 1, 0, 0);

    public static TheoryData<string> Kinds => ["heads", "groups"];

    private static HeadedAttention Make(string kind, int? window = null, float dropout = 0) => kind == "heads"
        ? new MultiHeadAttention(2, 4) { SlidingWindow = window, Dropout = dropout }
        : new GroupQueryAttention(4, 4, 2) { SlidingWindow = window, Dropout = dropout };

    // Then the formula, softmax(q · kᵀ / √2) · v, can be written out.
    [Fact]
    public void Heads_of_identity_do_dot_product_attention()
    {
        var layer = new MultiHeadAttention(1, 2) { UseBias = false };
        layer.EnsureBuilt([1, 2, 2], [1, 2, 2]);
        foreach (Variable weight in layer.Weights)
            weight.Assign(Numbers.Of(weight.Shape, 1, 0, 0, 1));
        float[][] results = Step.RunAll(
            x =>
            {
                var (output, scores) = layer.ApplyWithScores(x[0], x[1], x[2]);
                return [output, scores, layer.Apply(x[0], x[1], x[2])];
            }, [Numbers.Of([1, 2, 2], 1, 0, 0, 1), Numbers.Of([1, 2, 2], 1, 2, 3, 4), Numbers.Of([1, 2, 2], 0, 1, 1, 0)]);
        float far = 1 / (1 + MathF.Exp(1 / MathF.Sqrt(2))), near = 1 - far;
        Numbers.Close([far, near, near, far], results[1]);
        Numbers.Close([far + (3 * near), (2 * far) + (4 * near), near + (3 * far), (2 * near) + (4 * far)], results[0]);
        Numbers.Close(results[0], results[2]);
    }

    [Theory]
    [InlineData("heads", false)]
    [InlineData("heads", true)]
    [InlineData("groups", false)]
    [InlineData("groups", true)]
    public void Masks_of_the_inputs_do_what_one_given_by_hand_does(string kind, bool isCausal)
    {
        HeadedAttention layer = Make(kind);
        float[] allowed = [.. from b in Enumerable.Range(0, 2) from t in Enumerable.Range(0, 6) from s in Enumerable.Range(0, 3)
                              select s_queryMask.ToArray()[(b * 6) + t] * s_valueMask.ToArray()[(b * 3) + s] * (isCausal && s > t ? 0 : 1)];
        float[][] results = Step.RunAll(
            x =>
            {
                var arguments = new CallArguments { Masks = [x[2], x[3]], Switches = [.. isCausal ? ["use_causal_mask"] : Array.Empty<string>()] };
                KerasTensor masked = layer.Apply([x[0], x[1]], arguments);
                return [masked, layer.Apply(x[0], x[1], attentionMask: x[4]), MaskReader.Read(masked), layer.Apply(x[0], x[1])];
            }, [s_x, s_value, s_queryMask, s_valueMask, Numbers.Of([2, 6, 3], allowed)]);
        Numbers.Close(results[1], results[0]);
        Assert.Equal(s_queryMask.ToArray(), results[2]);
        Assert.NotEqual(results[3], results[0]);
    }

    [Fact]
    public void A_mask_may_have_two_to_four_axes()
    {
        HeadedAttention layer = Make("heads");
        float[] lower = [.. from t in Enumerable.Range(0, 6) from s in Enumerable.Range(0, 6) select s <= t ? 1f : 0];
        float[][] results = Step.RunAll(
            x => [layer.Apply(x[0], x[0], useCausalMask: true), .. new Shape[] { [6, 6], [1, 6, 6], [1, 1, 6, 6] }.Select(shape => layer.Apply(x[0], x[0], attentionMask: x[1].Reshape(shape)))],
            [s_x, Numbers.Of([6, 6], lower)]);
        Assert.All(results, result => Numbers.Close(results[0], result));
    }

    [Theory]
    [InlineData("heads", true)]
    [InlineData("heads", false)]
    [InlineData("groups", true)]
    [InlineData("groups", false)]
    public void A_window_hides_what_is_far(string kind, bool isCausal)
    {
        HeadedAttention layer = Make(kind, window: 3);
        float[] scores = Step.Run(x => layer.ApplyWithScores(x, x, useCausalMask: isCausal).Scores, s_x);
        for (int i = 0; i < scores.Length; i++)
        {
            int t = i / 6 % 6, s = i % 6;
            Assert.Equal(Math.Abs(t - s) < 3 && !(isCausal && s > t), scores[i] > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void With_dropout_the_causal_mask_holds_too(string kind)
    {
        HeadedAttention plain = Make(kind), dropping = Make(kind, dropout: 0.1f);
        float[][] results = Step.RunAll(
            x =>
            {
                KerasTensor one = plain.Apply(x[0], x[0], useCausalMask: true);
                dropping.EnsureBuilt(x[0].Shape, x[0].Shape);
                dropping.SetWeights(plain.GetWeights());
                return [one, dropping.Apply(x[0], x[0], useCausalMask: true)];
            }, [s_x]);
        Numbers.Close(results[0], results[1]);
    }

    // What Keras' fused attention does, and what its other way does.
    [Fact]
    public void A_query_that_sees_nothing_gets_the_mean_or_with_scores_nothing()
    {
        var layer = new MultiHeadAttention(1, 2) { UseBias = false };
        layer.EnsureBuilt([1, 1, 2], [1, 2, 2]);
        foreach (Variable weight in layer.Weights)
            weight.Assign(Numbers.Of(weight.Shape, 1, 0, 0, 1));
        float[][] results = Step.RunAll(
            x => [layer.Apply(x[0], x[1], attentionMask: x[2]), layer.ApplyWithScores(x[0], x[1], attentionMask: x[2]).Output],
            [Numbers.Of([1, 1, 2], 1, 0), Numbers.Of([1, 2, 2], 1, 2, 3, 4), Numbers.Of([1, 2], 0, 0)]);
        Numbers.Close([2, 3], results[0]);
        Assert.Equal([0f, 0], results[1]);
    }

    [Fact]
    public void Weights_are_those_of_keras()
    {
        var heads = new MultiHeadAttention(2, 3) { Name = "mha", ValueDim = 5, UseGate = true, PartialOutputShape = [3, 4] };
        Assert.Equal([Shape.Unknown, 4, 3, 4], heads.Apply(new Input(4, 8), new Input(2, 7), new Input(2, 6)).Shape);
        Assert.Equal(
            ["mha/query/kernel (8, 2, 3)", "mha/query/bias (2, 3)", "mha/key/kernel (6, 2, 3)", "mha/key/bias (2, 3)", "mha/gate/kernel (8, 2, 5)", "mha/gate/bias (2, 5)",
             "mha/value/kernel (7, 2, 5)", "mha/value/bias (2, 5)", "mha/attention_output/kernel (2, 5, 3, 4)", "mha/attention_output/bias (3, 4)"],
            heads.Weights.Select(weight => $"{weight.Path} {weight.Shape}"));
        Assert.Equal(["query_dense", "key_dense", "value_dense", "output_dense", "_gate_dense"], heads.FileParts.Select(part => part.Name));
        Assert.Equal("[1]", heads.Config["attention_axes"]!.ToJsonString());

        var groups = new GroupQueryAttention(8, 4, 2);
        var (output, scores) = groups.ApplyWithScores(new Input(10, 32), new Input(15, 32));
        Assert.Equal([Shape.Unknown, 10, 32], output.Shape);
        Assert.Equal([Shape.Unknown, 4, 10, 15], scores.Shape);
        Assert.Equal([[32, 4, 8], [32, 2, 8], [32, 2, 8], [4, 8, 32]], groups.Weights.Where(weight => weight.Name == "kernel").Select(weight => weight.Shape.ToArray()));
    }

    [Fact]
    public void The_activity_regularizer_is_that_of_each_projection()
    {
        var layer = new MultiHeadAttention(2, 3) { ActivityRegularizer = new L2(0.5f) };
        layer.Apply(new Input(4, 8), new Input(2, 8));
        Assert.All(layer.Sublayers, part => Assert.NotNull(part.ActivityRegularizer));
        Assert.NotNull(layer.Config["activity_regularizer"]);
    }

    [Fact]
    public void Bad_calls_are_refused()
    {
        KerasTensor x = new Input(4, 8);
        Assert.Throws<ShapeException>(() => new MultiHeadAttention(2, 3).Apply(x));
        Assert.Throws<ShapeException>(() => new MultiHeadAttention(4, 2).Apply(x, new Input(2, 8), new Input(1, 7)));
        Assert.Throws<ShapeException>(() => new MultiHeadAttention(4, 2) { AttentionAxes = [2] }.Apply(x, x));
        Assert.Throws<ShapeException>(() => new MultiHeadAttention(4, 2).Apply(x, x, attentionMask: new Input(2, 4, 4, 1)));
        Assert.Throws<ShapeException>(() => new GroupQueryAttention(2, 4, 4).Apply(x, new Input(2, 7)));
        Assert.Throws<ArgumentException>(() => new GroupQueryAttention(2, 4, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiHeadAttention(0, 2));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_with_masks_and_a_causal_switch_comes_back(string kind)
    {
        KerasTensor query = new Input(6, 8), value = new Input(3, 8), mask = new Input(6, 3);
        HeadedAttention layer = Make(kind);
        KerasTensor hidden = new Masking().Apply(query);
        var (output, scores) = layer.ApplyWithScores(hidden, value, attentionMask: mask.Relu(), useCausalMask: true);
        KerasTensor onSelf = new Attention { UseScale = true }.Apply(output, hidden, useCausalMask: true);
        var model = new Model([query, value, mask], [onSelf, scores]);
        SampleModels.Disturb(model);
        byte[] file = SampleModels.Saved(model);

        Model loaded = SampleModels.Loaded(file, message => Assert.Fail($"{message}"));

        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(loaded));
        Assert.Equal(file, SampleModels.Saved(loaded));
    }
}
