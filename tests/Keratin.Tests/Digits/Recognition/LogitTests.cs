using Keratin.Digits.Recognition;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Digits.Recognition;

public class LogitTests
{
    // Without a kernel the scores are the bias: 0.1 to 1, which look like probabilities.
    private static Sequential Model(string activation)
    {
        Sequential model = [new Input(28, 28), new Flatten(), new Dense(10, activation) { KernelInitializer = "zeros" }];
        for (int digit = 0; digit < 10; digit++)
            model.Weights[1].Span[digit] = (digit + 1) / 10f;
        return model;
    }

    [Fact]
    public void A_linear_last_layer_gives_logits_whatever_their_size()
    {
        float[] p = new DigitModel(Model("linear")).Recognize(Tensor.Create<byte>(new byte[784], [1, 28, 28])).ToArray();
        Assert.Equal(1, p.Sum(), 5);
        // Of logits that lie 0.9 apart the softmax is e^0.9 times as large.
        Assert.Equal(Math.Exp(0.9), p[9] / p[0], 4);
    }

    [Fact]
    public void Sigmoids_are_divided_by_their_sum()
    {
        float[] p = new DigitModel(Model("sigmoid")).Recognize(Tensor.Create<byte>(new byte[784], [1, 28, 28])).ToArray();
        Assert.Equal(1, p.Sum(), 5);
        Assert.Equal((1 + Math.Exp(-0.1)) / (1 + Math.Exp(-1)), p[9] / p[0], 4);
    }
}
