using System.Text.Json.Nodes;
using Keratin.Constraints;

namespace Keratin.Tests.Constraints;

public class ConstraintTests
{
    // Columns of lengths 5 and 0.5.
    private static readonly Tensor<float> s_w = Numbers.Of([2, 2], 3, -0.3f, 4, 0.4f);

    [Fact]
    public void By_hand()
    {
        Numbers.Close([1.2f, -0.3f, 1.6f, 0.4f], Step.Run(new MaxNorm(2).Apply, s_w), 1e-6f);
        Numbers.Close([0.6f, -0.6f, 0.8f, 0.8f], Step.Run(new UnitNorm().Apply, s_w), 1e-6f);
        Assert.Equal([3f, 0, 4, 0.4f], Step.Run(new NonNeg().Apply, s_w));
        // Lengths go half of the way: 5 towards 2 is 3.5, 0.5 towards 1 is 0.75.
        Numbers.Close([2.1f, -0.45f, 2.8f, 0.6f], Step.Run(new MinMaxNorm(1, 2, 0.5f).Apply, s_w), 1e-6f);
        // Along the other axis: the rows.
        float row = MathF.Sqrt(9.09f);
        Numbers.Close([3 / row, -0.3f / row, 4 / MathF.Sqrt(16.16f), 0.4f / MathF.Sqrt(16.16f)], Step.Run(new UnitNorm([1]).Apply, s_w), 1e-6f);
    }

    [Fact]
    public void A_weight_of_nothing_but_zeros_stays_zero()
    {
        Tensor<float> zeros = Numbers.Of([2, 1], 0, 0);
        foreach (Constraint constraint in new Constraint[] { new MaxNorm(), new UnitNorm(), new MinMaxNorm(0.5f, 1) })
            Assert.Equal([0f, 0], Step.Run(constraint.Apply, zeros));
    }

    [Fact]
    public void Names_mean_the_defaults_of_keras()
    {
        Assert.Equal("""{"max_value":2,"axis":0}""", ((Constraint)"max_norm").Config.ToJsonString());
        Assert.Equal("{}", ((Constraint)"non_neg").Config.ToJsonString());
        Assert.Equal("""{"axis":0}""", ((Constraint)"UnitNorm").Config.ToJsonString());
        Assert.Equal("""{"min_value":0,"max_value":1,"rate":1,"axis":0}""", ((Constraint)"min_max_norm").Config.ToJsonString());
        var unknown = Assert.Throws<ArgumentException>(() => (Constraint)"max_form");
        Assert.Contains("MaxNorm", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_makes_it_again()
    {
        foreach (Constraint constraint in new Constraint[] { new MaxNorm(3, [0, 1, 2]), new NonNeg(), new UnitNorm([1]), new MinMaxNorm(0.25f, 2, 0.5f, [0, 1]) })
        {
            var again = Constraint.Deserialize(JsonNode.Parse(constraint.Serialize().ToJsonString()))!;
            Assert.Equal(constraint.GetType(), again.GetType());
            Assert.Equal(constraint.Config.ToJsonString(), again.Config.ToJsonString());
        }
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxNorm(-1));
        Assert.Throws<ArgumentException>(() => new MinMaxNorm(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MinMaxNorm(0, 1, 1.5f));
    }
}
