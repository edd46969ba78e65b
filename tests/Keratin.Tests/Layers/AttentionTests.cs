using Keratin.Layers;

namespace Keratin.Tests.Layers;

// Inputs and numbers of Keras' attention_test and additive_attention_test.
public class AttentionTests
{
    private static readonly Tensor<float> s_query = Numbers.Of([1, 2, 2], 1, 0, 0, 1), s_key = Numbers.Of([1, 2, 2], 0, 1, 1, 0);
    private static readonly Tensor<float> s_value = Numbers.Of([1, 2, 2], 1, 2, 3, 4), s_ones = Numbers.Of([1, 2, 2], 1, 1, 1, 1);
    private static readonly Tensor<float> s_first = Numbers.Of([1, 2], 1, 0);

    public static TheoryData<string> Kinds => ["dot", "concat", "additive"];

    private static AttentionLayer Make(string kind, float dropout = 0) => kind == "additive"
        ? new AdditiveAttention { UseScale = false, Dropout = dropout }
        : new Attention { ScoreMode = kind, Dropout = dropout };

    private static float[][] Run(AttentionLayer layer, bool isCausal = false, bool training = false) => Step.RunAll(
        x =>
        {
            var (output, scores) = layer.ApplyWithScores(x[0], x[1], x[2], isCausal);
            return [output, scores];
        }, [s_query, s_value, s_key], training);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gives_the_published_numbers(string kind)
    {
        float[][] results = Run(Make(kind));
        bool isDot = kind == "dot";
        Numbers.Close(isDot ? [2.462f, 3.462f, 1.538f, 2.538f] : [1.727f, 2.727f, 2.272f, 3.272f], results[0], 1e-3f);
        Numbers.Close(isDot ? [0.269f, 0.731f, 0.731f, 0.269f] : [0.636f, 0.363f, 0.363f, 0.636f], results[1], 1e-3f);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Masks_hide_values_and_queries(string kind)
    {
        float[][] results = Step.RunAll(
            x =>
            {
                IReadOnlyList<KerasTensor> both = Make(kind).ApplyAll(
                    [x[0], x[1]], new CallArguments { Masks = [x[2], x[2]], Switches = ["return_attention_scores"] });
                return [.. both, MaskReader.Read(both[0])];
            }, [s_query, s_ones, s_first]);
        Assert.Equal([1f, 1, 0, 0], results[0]);
        Assert.Equal([1f, 0, 1, 0], results[1]);
        Assert.Equal([1f, 0], results[2]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_causal_mask_hides_what_comes_later(string kind)
    {
        float[] open = Run(Make(kind))[1], causal = Run(Make(kind), isCausal: true)[1];
        Assert.Equal([1f, 0, open[2], open[3]], causal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Dropout_changes_scores_and_output_in_training_only(string kind)
    {
        Assert.Equal(Run(Make(kind)), Run(Make(kind, dropout: 1)));
        float[][] dropped = Run(Make(kind, dropout: 1), training: true);
        Assert.All(dropped[0].Concat(dropped[1]), number => Assert.Equal(0, number));
    }

    [Fact]
    public void Weights_are_those_of_keras()
    {
        var dot = new Attention { UseScale = true, ScoreMode = "concat" };
        var additive = new AdditiveAttention();
        dot.Apply(new Input(3, 4), new Input(5, 4));
        additive.Apply(new Input(3, 4), new Input(5, 4));
        Assert.Equal([("scale", Shape.Scalar), ("concat_score_weight", Shape.Scalar)], dot.Weights.Select(weight => (weight.Name, weight.Shape)));
        Assert.Equal("scale", Assert.Single(additive.Weights).Name);
        Assert.Equal([4], additive.Weights[0].Shape);
    }

    [Fact]
    public void Bad_calls_are_refused()
    {
        KerasTensor x = new Input(3, 4);
        Assert.Contains("1 input", Assert.Throws<ShapeException>(() => new Attention().Apply(x)).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => new AdditiveAttention().Apply([x, x, x, x]));
        Assert.Throws<ArgumentException>(() => new Attention().Apply([x, x], new CallArguments { Mask = new Input(3) }));
        Assert.Throws<ArgumentException>(() => new Attention { ScoreMode = "cosine" });
    }
}
