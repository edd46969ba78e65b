using Keratin.Graph.Transforms;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class DenseTests
{
    // Two rows, two inputs, three units: small enough for a pencil, and two rows so that a gradient forgotten in the sum shows.
    private static readonly Tensor<float> s_x = Numbers.Of([2, 2], 1, 2, 0, 1);

    private readonly Dense _dense = new(3, "relu") { Name = "d" };

    public DenseTests()
    {
        _dense.EnsureBuilt([Shape.Unknown, 2]);
        _dense.SetWeights([Numbers.Of([2, 3], 1, 2, 3, 4, 5, 6), Numbers.Of([3], 0.5f, -20, 1)]);
    }

    [Fact]
    public void Multiplies_adds_the_bias_then_activates()
    {
        // x·K = (1+8, 2+10, 3+12), (4, 5, 6);  + b = (9.5, -8, 16), (4.5, -15, 7);  relu cuts the middle column.
        Assert.Equal([9.5f, 0, 16, 4.5f, 0, 7], Step.Run(_dense.Apply, s_x));
    }

    [Fact]
    public void Gradients_of_the_summed_output()
    {
        // relu lets through what was positive: G = (1, 0, 1), (1, 0, 1).
        float[][] gradients = Step.RunAll(x => Gradients.Of(_dense.Apply(x[0]), _dense.Weights[0], _dense.Weights[1], x[0]), [s_x]);
        Assert.Equal([1f, 0, 1, 3, 0, 3], gradients[0]); // xᵀ·G, xᵀ = (1, 0), (2, 1)
        Assert.Equal([2f, 0, 2], gradients[1]);          // the rows of G, added up
        Assert.Equal([4f, 10, 4, 10], gradients[2]);     // G·Kᵀ = (1+3, 4+6), twice
    }

    [Fact]
    public void Multiplies_the_last_axis_of_more()
    {
        // The same two rows as one sample of two rows.
        Assert.Equal([9.5f, 0, 16, 4.5f, 0, 7], Step.Run(_dense.Apply, s_x.Reshape([1, 2, 2])));
    }

    [Fact]
    public void Its_weights_have_the_names_and_shapes_of_keras()
    {
        Assert.Equal(["kernel (2, 3)", "bias (3,)"], _dense.Weights.Select(weight => $"{weight.Name} {weight.Shape}"));
        Assert.Equal(["d/kernel", "d/bias"], _dense.Weights.Select(weight => weight.Path));
        Assert.Equal(9, _dense.CountParams());
    }

    [Fact]
    public void Refuses_a_vector_and_says_what_to_do()
    {
        var error = Assert.Throws<ShapeException>(() => new Dense(10) { Name = "logits" }.Apply(Ops.Input([Shape.Unknown])));
        Assert.Equal(
            """
            Dense 'logits': the shapes do not fit.
              expected: (batch, …, inputDim), inputDim known
              got:      (None,)
              hint:     give it one row for each sample
            """, error.Message);
    }

    [Fact]
    public void Refuses_another_length_than_it_was_built_for()
    {
        var error = Assert.Throws<ShapeException>(() => _dense.Apply(Ops.Input([Shape.Unknown, 5])));
        Assert.Equal(
            """
            Dense 'd': the shapes do not fit.
              expected: (batch, …, 2)
              got:      (None, 5)
            """, error.Message);
        error = Assert.Throws<ShapeException>(() => _dense.Apply(Ops.Input([Shape.Unknown, 4, 4, 5])));
        Assert.EndsWith("\n  hint:     put new Flatten() before it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_no_units_and_weights_that_do_not_fit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(0));
        var error = Assert.Throws<ArgumentException>(() => _dense.SetWeights([]));
        Assert.StartsWith("Dense 'd': expected 2 weights; got 0.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ShapeException>(() => _dense.SetWeights([Numbers.Of([3, 2], new float[6]), Numbers.Of([3], new float[3])]));
        Assert.StartsWith("Variable 'd/kernel': the shapes do not fit.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_configuration_is_that_of_keras()
    {
        string text = new Dense(7, "relu") { Name = "d", UseBias = false }.Config.ToJsonString();
        Assert.Equal(
            """
            {"name":"d","trainable":true,"dtype":{"module":"keras","class_name":"DTypePolicy","config":{"name":"float32"},"registered_name":null},
            "units":7,"activation":"relu","use_bias":false,
            "kernel_initializer":{"module":"keras.initializers","class_name":"GlorotUniform","config":{"seed":null,"input_axes":null,"output_axes":null},"registered_name":null},
            "bias_initializer":{"module":"keras.initializers","class_name":"Zeros","config":{},"registered_name":null},
            "kernel_regularizer":null,"bias_regularizer":null,"kernel_constraint":null,"bias_constraint":null,"quantization_config":null}
            """.ReplaceLineEndings(""), text);
    }
}
