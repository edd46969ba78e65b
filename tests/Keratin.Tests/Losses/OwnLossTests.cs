using Keratin.Layers;
using Keratin.Losses;
using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Tests.Losses;

public class OwnLossTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([4, 1], 0, 1, 2, 3), s_y = Numbers.Of([4, 1], 1, 3, 5, 7);

    [Fact]
    public void A_class_needs_the_formula_only()
    {
        var loss = new Pinball { Reduction = Reduction.Sum };
        Assert.Equal("pinball", loss.Name);
        // Too little by 10: 9. Too much by 10: 1.
        Numbers.Close([10f], loss.Evaluate(new float[] { 10, 0 }.AsRows(), new float[] { 0, 10 }.AsRows()).ToArray());
        Assert.True(Trained(new Pinball()) < 0.05f);
    }

    [Fact]
    public void A_function_needs_a_name()
    {
        var loss = new LossFunction("cubic", (y, p) => (y - p).Absolute().Power(Ops.Constant(3)).Mean([-1]));
        Numbers.Close([(1 + 27) / 2f], loss.Evaluate(new float[] { 0, 0 }.AsRows(), new float[] { 1, -3 }.AsRows()).ToArray());
        Assert.Equal("""{"module":"builtins","class_name":"function","config":"cubic","registered_name":"function"}""", loss.Serialize().ToJsonString());
        Assert.True(Trained(new LossFunction("error", (y, p) => (y - p).Square().Mean([-1]))) < 0.05f);
        Assert.Throws<ArgumentNullException>(() => new LossFunction("nothing", null!));
    }

    // y = 2x + 1 is learnt.
    private static float Trained(Loss loss)
    {
        var model = new Sequential { new Dense(1) };
        model.Compile(new Adam(0.1f), loss);
        model.Fit(s_x, s_y, batchSize: 4, epochs: 300, verbose: 0);
        return model.Evaluate(s_x, s_y, verbose: 0).Loss;
    }

    private sealed class Pinball : Loss
    {
        public override KerasTensor Call(KerasTensor target, KerasTensor output) =>
            (0.9f * (target - output)).Maximum(0.1f * (output - target)).Mean([-1]);
    }
}

file static class Rows
{
    public static Tensor<float> AsRows(this float[] values) => Numbers.Of([values.Length, 1], values);
}
