using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

public class EagerTests
{
    [Fact]
    public void A_node_without_inputs_is_a_number() => Assert.Equal([5f], ((Ops.Constant(2) * 2) + 1).Evaluate().ToArray());

    [Fact]
    public void Inputs_of_unknown_batch_take_the_batch_that_is_given()
    {
        KerasTensor x = new Input(2);
        KerasTensor y = new Dense(1) { KernelInitializer = "ones" }.Apply(x) * 2;
        // (1 + 2) · 2 and (3 + 4) · 2.
        Tensor<float> given = Tensor.Create<float>([1, 2, 3, 4], [2, 2]);
        Assert.Equal([6f, 14], y.Evaluate((x, given)).ToArray());
    }

    [Fact]
    public void A_layer_predicts_without_a_model()
    {
        var layer = new Dense(2) { KernelInitializer = "ones" };
        Assert.Equal([3f, 3], layer.Predict(new float[,] { { 1, 2 } }).ToArray());
        Assert.Equal([2, 2], layer.Weights[0].Shape);
    }

    [Fact]
    public void An_input_without_numbers_is_named()
    {
        KerasTensor x = Ops.Input([2], "pixels");
        var error = Assert.Throws<ArgumentException>(() => (x + 1).Evaluate());
        Assert.Contains("expected numbers for Input (2,)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_another_shape_are_refused()
    {
        KerasTensor x = Ops.Input([2]);
        var error = Assert.Throws<ShapeException>(() => (x + 1).Evaluate((x, Tensor.Create<float>([1, 2, 3]))));
        Assert.Contains("numbers of shape (2,)", error.Message, StringComparison.Ordinal);
    }
}
