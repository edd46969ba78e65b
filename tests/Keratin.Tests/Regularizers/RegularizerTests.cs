using System.Text.Json.Nodes;
using Keratin.Graph.Transforms;
using Keratin.Regularizers;

namespace Keratin.Tests.Regularizers;

public class RegularizerTests
{
    // |w|: 1 + 2 + 3 = 6; w²: 1 + 4 + 9 = 14.
    private static readonly Tensor<float> s_w = Numbers.Of([3], 1, -2, 3);

    [Fact]
    public void By_hand()
    {
        Assert.Equal([3f], Step.Run(new L1(0.5f).Apply, s_w));
        Assert.Equal([7f], Step.Run(new L2(0.5f).Apply, s_w)); // no ½
        Assert.Equal([1.5f + 7], Step.Run(new L1L2(0.25f, 0.5f).Apply, s_w));
        Assert.Equal([0f], Step.Run(new L1L2().Apply, s_w));
    }

    [Fact]
    public void Rows_or_columns_that_are_not_orthogonal()
    {
        // Rows (3, 4), (0, 2), (5, 0) with cosines 0.8, 0.6, 0: their mean over three pairs.
        Tensor<float> rows = Numbers.Of([3, 2], 3, 4, 0, 2, 5, 0);
        Numbers.Close([0.5f * (0.8f + 0.6f) / 3], Step.Run(new OrthogonalRegularizer(0.5f).Apply, rows));
        Numbers.Close([0.5f * (0.8f + 0.6f) / 3], Step.Run(x => new OrthogonalRegularizer(0.5f, "columns").Apply(x.Transpose()), rows));
        // One of zeros is at right angles to all, and has a gradient that is a number.
        Tensor<float> zeros = Numbers.Of([2, 2], 0, 0, 1, 1);
        Assert.Equal([0f], Step.Run(new OrthogonalRegularizer(0.5f).Apply, zeros));
        Assert.All(Step.Run(w => Gradients.Of(new OrthogonalRegularizer(0.5f).Apply(w), w)[0], zeros), value => Assert.True(float.IsFinite(value)));
        Assert.Throws<ArgumentException>(() => new OrthogonalRegularizer(1, "diagonals"));
        Assert.Throws<ShapeException>(() => new OrthogonalRegularizer().Apply(Keratin.Ops.Input([4, 4, 4])));
    }

    // |w| to the fourth: what nobody offers.
    private sealed class Quartic(float factor) : Regularizer
    {
        public override JsonObject Config => new() { ["factor"] = factor };

        public override KerasTensor Apply(KerasTensor x) => factor * x.Square().Square().Sum();
    }

    [Fact]
    public void One_of_ones_own_adds_to_the_loss()
    {
        Assert.Equal([0.5f * (1 + 16 + 81)], Step.Run(new Quartic(0.5f).Apply, s_w));
        Assert.Equal([2f, -16, 54], Step.Run(w => Gradients.Of(new Quartic(0.5f).Apply(w), w)[0], s_w)); // 4·0.5·w³
    }

    [Fact]
    public void Gradients_by_hand()
    {
        Assert.Equal([0.5f, -0.5f, 0.5f], Step.Run(w => Gradients.Of(new L1(0.5f).Apply(w), w)[0], s_w));
        Assert.Equal([1f, -2, 3], Step.Run(w => Gradients.Of(new L2(0.5f).Apply(w), w)[0], s_w));
    }

    [Fact]
    public void Names_mean_the_defaults_of_keras()
    {
        Assert.Equal("""{"l2":0.01}""", ((Regularizer)"l2").Config.ToJsonString());
        Assert.Equal("""{"l1":0.01}""", ((Regularizer)"L1").Config.ToJsonString());
        Assert.Equal("""{"l1":0,"l2":0}""", new L1L2().Config.ToJsonString());
        Assert.Equal("""{"l1":0,"l2":0}""", ((Regularizer)"L1L2").Config.ToJsonString());
        Assert.Equal("""{"l1":0.01,"l2":0.01}""", ((Regularizer)"l1_l2").Config.ToJsonString());
        Assert.Equal("""{"factor":0.01,"mode":"rows"}""", ((Regularizer)"orthogonal_regularizer").Config.ToJsonString());
    }

    [Fact]
    public void A_configuration_makes_it_again()
    {
        foreach (Regularizer regularizer in new Regularizer[] { new L1(0.5f), new L2(0.25f), new L1L2(0.5f, 0.25f), new OrthogonalRegularizer(0.5f, "columns") })
        {
            string text = regularizer.Serialize().ToJsonString();
            Assert.Equal(text, Regularizer.Deserialize(JsonNode.Parse(text))!.Serialize().ToJsonString());
        }
        Assert.Null(Regularizer.Deserialize(null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L2(-1));
    }
}
