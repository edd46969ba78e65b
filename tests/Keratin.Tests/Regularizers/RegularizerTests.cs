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
    }

    [Fact]
    public void A_configuration_makes_it_again()
    {
        foreach (Regularizer regularizer in new Regularizer[] { new L1(0.5f), new L2(0.25f), new L1L2(0.5f, 0.25f) })
        {
            string text = regularizer.Serialize().ToJsonString();
            Assert.Equal(text, Regularizer.Deserialize(JsonNode.Parse(text))!.Serialize().ToJsonString());
        }
        Assert.Null(Regularizer.Deserialize(null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L2(-1));
    }
}
