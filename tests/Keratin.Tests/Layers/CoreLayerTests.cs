using System.Text.Json.Nodes;
using Keratin.Constraints;
using Keratin.Graph.Transforms;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;

namespace Keratin.Tests.Layers;

public class CoreLayerTests
{
    private static readonly Tensor<float> s_vectors = Numbers.Of([3, 2], 0, 1, 2, 3, 4, 5);

    [Fact]
    public void Embedding_puts_a_vector_for_each_index()
    {
        var layer = new Embedding(3, 2);
        layer.EnsureBuilt([Shape.Unknown, 3]);
        layer.SetWeights([s_vectors]);
        Assert.Equal([4f, 5, 2, 3, 0, 1], Step.Run(layer.Apply, Numbers.Of([1, 3], 2, 1, 0)));
        // Cut to whole numbers; -1 is the last.
        Assert.Equal([2f, 3, 4, 5, 0, 1], Step.Run(layer.Apply, Numbers.Of([1, 3], 1.75f, -1, -0.25f)));
        Assert.Equal([Shape.Unknown, 7, 5, 2], new Embedding(3, 2).Apply(new Input(7, 5)).Shape);
    }

    [Fact]
    public void An_index_outside_gives_nan_and_no_gradient()
    {
        var layer = new Embedding(3, 2);
        layer.EnsureBuilt([Shape.Unknown, 5]);
        layer.SetWeights([s_vectors]);
        float[][] both = Step.RunAll(
            x =>
            {
                KerasTensor y = layer.Apply(x[0]);
                return [y, Gradients.Of(y, layer.Weights[0])[0]];
            }, [Numbers.Of([1, 5], 1, 3, -4, float.NaN, 1e30f)]);
        Assert.Equal([2f, 3], both[0][..2]);
        Assert.All(both[0][2..], value => Assert.True(float.IsNaN(value)));
        Assert.Equal([0f, 0, 1, 1, 0, 0], both[1]);
    }

    [Fact]
    public void Vectors_used_twice_get_both_gradients()
    {
        var layer = new Embedding(3, 2);
        layer.EnsureBuilt([Shape.Unknown, 3]);
        float[] gradient = Step.Run(
            x => Gradients.Of(layer.Apply(x) * Ops.Constant(Numbers.Of([1, 3, 2], 1, 2, 3, 4, 5, 6)), layer.Weights[0])[0], Numbers.Of([1, 3], 2, 0, 2));
        Assert.Equal([3f, 4, 0, 0, 6, 8], gradient);
    }

    [Fact]
    public void Embedding_and_masking_hide_what_fills_up()
    {
        Assert.Equal([0f, 1, 1], Step.Run(x => MaskReader.Read(new Embedding(3, 2) { MaskZero = true }.Apply(x)), Numbers.Of([1, 3], 0, 2, 1)));
        Assert.Equal([-1f], Step.Run(x => MaskReader.Read(new Embedding(3, 2).Apply(x)), Numbers.Of([1, 3], 0, 2, 1)));
        Tensor<float> steps = Numbers.Of([2, 3, 2], 0, 0, 1, 2, 0, 0, 2, 2, 0, 0, 2, 1);
        Assert.Equal([0f, 1, 0, 1, 0, 1], Step.Run(x => MaskReader.Read(new Masking().Apply(x)), steps));
        // A step is hidden if all its features are 2, and becomes 0.
        Assert.Equal([0f, 0, 1, 2, 0, 0, 0, 0, 0, 0, 2, 1], Step.Run(new Masking(2).Apply, steps));
    }

    [Fact]
    public void Masks_pass_through_layers_that_keep_the_steps()
    {
        Tensor<float> steps = Numbers.Of([1, 3, 2], 0, 0, 1, 2, 0, 0);
        Assert.Equal([0f, 1, 0], Step.Run(x => MaskReader.Read(new Dense(3).Apply(new Dropout(0.5f).Apply(new LayerNormalization().Apply(new Masking().Apply(x))))), steps));
        Assert.Equal([-1f], Step.Run(x => MaskReader.Read(new Flatten().Apply(new Masking().Apply(x))), steps));
    }

    // Shapes of Keras' einsum_dense_test.
    [Theory]
    [InlineData("ab,b->a", null, new[] { 2, 32 }, new int[0], new[] { 32 }, null, new[] { 2 })]
    [InlineData("ab,bc->ac", null, new[] { 2, 32 }, new[] { 64 }, new[] { 32, 64 }, null, new[] { 2, 64 })]
    [InlineData("abc,cde->abde", null, new[] { 2, 1, 2 }, new[] { 1, 3, 4 }, new[] { 2, 3, 4 }, null, new[] { 2, 1, 3, 4 })]
    [InlineData("abc,cde->abde", "e", new[] { 2, 1, 2 }, new[] { 1, 3, 4 }, new[] { 2, 3, 4 }, new[] { 4 }, new[] { 2, 1, 3, 4 })]
    [InlineData("abc,cde->abde", "d", new[] { 2, 1, 2 }, new[] { 1, 3, 4 }, new[] { 2, 3, 4 }, new[] { 3, 1 }, new[] { 2, 1, 3, 4 })]
    [InlineData("abc,cde->abde", "be", new[] { 2, 7, 2 }, new[] { 7, 3, 4 }, new[] { 2, 3, 4 }, new[] { 7, 1, 4 }, new[] { 2, 7, 3, 4 })]
    [InlineData("BFNH,NHD->BFD", null, new[] { 2, 1, 2, 3 }, new[] { 1, 4 }, new[] { 2, 3, 4 }, null, new[] { 2, 1, 4 })]
    [InlineData("i,d->id", null, new[] { 2 }, new[] { 2 }, new[] { 2 }, null, new[] { 2, 2 })]
    [InlineData("ibd,nd->ibn", null, new[] { 2, 2, 1 }, new[] { 2, 2 }, new[] { 2, 1 }, null, new[] { 2, 2, 2 })]
    [InlineData("...b,bc->...c", null, new[] { 2, 32 }, new[] { 64 }, new[] { 32, 64 }, null, new[] { 2, 64 })]
    [InlineData("...bc,bc->...b", null, new[] { 2, 32, 64 }, new[] { 32 }, new[] { 32, 64 }, null, new[] { 2, 32 })]
    [InlineData("...b,bc->...c", null, new[] { 2, 3, 32 }, new[] { 64 }, new[] { 32, 64 }, null, new[] { 2, 3, 64 })]
    [InlineData("...c,cde->...de", "d", new[] { 2, 1, 2 }, new[] { 3, 4 }, new[] { 2, 3, 4 }, new[] { 3, 1 }, new[] { 2, 1, 3, 4 })]
    [InlineData("...c,cde->...de", "de", new[] { 2, 1, 2 }, new[] { 3, 4 }, new[] { 2, 3, 4 }, new[] { 3, 4 }, new[] { 2, 1, 3, 4 })]
    [InlineData("bc...,cd->bd...", null, new[] { 2, 1, 2, 3 }, new[] { 4 }, new[] { 1, 4 }, null, new[] { 2, 4, 2, 3 })]
    [InlineData("bc...,cde->bde...", "d", new[] { 2, 1, 2 }, new[] { 3, 4 }, new[] { 1, 3, 4 }, new[] { 3, 1, 1 }, new[] { 2, 3, 4, 2 })]
    [InlineData("bc...,cde->bde...", "e", new[] { 2, 1, 2 }, new[] { 3, 4 }, new[] { 1, 3, 4 }, new[] { 4, 1 }, new[] { 2, 3, 4, 2 })]
    [InlineData("bc...,cde->bde...", "de", new[] { 2, 1, 2 }, new[] { 3, 4 }, new[] { 1, 3, 4 }, new[] { 3, 4, 1 }, new[] { 2, 3, 4, 2 })]
    public void EinsumDense_has_the_shapes_of_keras(string equation, string? biasAxes, int[] input, int[] output, int[] kernel, int[]? bias, int[] expected)
    {
        var layer = new EinsumDense(equation, output) { BiasAxes = biasAxes };
        Assert.Equal(expected, layer.Apply(Ops.Input([.. input])).Shape.ToArray());
        Assert.Equal(kernel, layer.Weights[0].Shape.ToArray());
        Assert.Equal(bias, layer.Weights.Count > 1 ? layer.Weights[1].Shape.ToArray() : null);
    }

    [Fact]
    public void EinsumDense_multiplies_along_the_axes_it_names()
    {
        // Kernel (2, 2): rows are inputs. (1, 2) · ((1, 2), (3, 4)) = (7, 10); with the bias (1, 1) and relu of its negatives.
        var layer = new EinsumDense("...x,xy->...y", [2], "relu") { BiasAxes = "y" };
        layer.EnsureBuilt([Shape.Unknown, 2, 2]);
        layer.SetWeights([Numbers.Of([2, 2], 1, 2, 3, 4), Numbers.Of([2], 1, 1)]);
        Assert.Equal([8f, 11, 0, 0], Step.Run(layer.Apply, Numbers.Of([1, 2, 2], 1, 2, -1, -2)));
    }

    [Theory]
    [InlineData("ab,bc")]
    [InlineData("ab->ac")]
    [InlineData("...ab,bc->ac...")]
    [InlineData("ab,bd->ac")]
    [InlineData("ab,bcd->ac")]
    public void EinsumDense_refuses_what_is_no_equation(string equation) =>
        Assert.Throws<ArgumentException>(() => new EinsumDense(equation, [3]).Apply(new Input(2)));

    // Keras takes the axes from the equation: of (2, 8, 16) the first is summed over, so the limit is √(6 / (2 + 128)).
    [Fact]
    public void A_kernel_begins_with_the_variance_of_its_inputs_and_outputs()
    {
        var layer = new EinsumDense("abc,cde->abde", [Shape.Unknown, 8, 16]) { KernelInitializer = new GlorotUniform { Seed = 1 } };
        layer.EnsureBuilt([Shape.Unknown, 3, 2]);
        float limit = MathF.Sqrt(6f / (2 + 128)), largest = layer.Weights[0].Span.ToArray().Max(MathF.Abs);
        Assert.InRange(largest, 0.97f * limit, limit);
    }

    // The optimizer brings weights back to them.
    [Fact]
    public void Constraints_go_with_the_weights()
    {
        var layer = new Dense(2) { KernelConstraint = new NonNeg(), BiasConstraint = new MinMaxNorm(0, 1) };
        layer.EnsureBuilt([Shape.Unknown, 1]);
        Assert.Equal([0f, 2], Step.Run(x => layer.Weights[0].Constraint!(x), Numbers.Of([1, 2], -1, 2)));
        Assert.NotNull(layer.Weights[1].Constraint);
        Assert.Contains("\"kernel_constraint\":{\"module\":\"keras.constraints\",\"class_name\":\"NonNeg\"", layer.Config.ToJsonString(), StringComparison.Ordinal);
        Layer[] constrained =
        [
            new Embedding(3, 2) { EmbeddingsConstraint = "non_neg" }, new PReLU { AlphaConstraint = "non_neg" },
            new LayerNormalization { GammaConstraint = "non_neg", BetaConstraint = "non_neg" }, new GroupNormalization(1) { GammaConstraint = "non_neg", BetaConstraint = "non_neg" },
            new BatchNormalization { GammaConstraint = "non_neg", BetaConstraint = "non_neg" },
            new EinsumDense("ab,bc->ac", [2]) { BiasAxes = "c", KernelConstraint = "non_neg", BiasConstraint = "non_neg" },
        ];
        foreach (Layer one in constrained)
        {
            one.EnsureBuilt([Shape.Unknown, 2]);
            Assert.All(one.TrainableWeights, weight => Assert.NotNull(weight.Constraint));
        }
    }

    [Fact]
    public void A_function_is_a_layer()
    {
        Assert.Equal([1f, 4, 9], Step.Run(new Lambda(x => x.Square()).Apply, Numbers.Of([1, 3], 1, 2, 3)));
        Assert.Equal([3f, -2], Step.Run((x, y) => new Lambda((a, b) => a - b).Apply(x, y), Numbers.Of([1, 2], 4, 1), Numbers.Of([1, 2], 1, 3)));
        Assert.Equal([8f, 4], Step.Run((x, y) => Lambda.OfList(all => all[0] + all[1] * all[2]).Apply(x, y, x), Numbers.Of([1, 2], 4, 1), Numbers.Of([1, 2], 1, 3)));
        KerasTensor one = new Input(3), two = new Input(3);
        Assert.Equal("(None,)", $"{new Lambda((a, b) => (a - b).Square().Sum([1])).Apply(one, two).Shape}");
        Assert.Contains("1 input", Assert.Throws<ShapeException>(() => new Lambda(x => x).Apply(one, two)).Message, StringComparison.Ordinal);
        Assert.Contains("2 inputs", Assert.Throws<ShapeException>(() => new Lambda((a, b) => a + b).Apply(one)).Message, StringComparison.Ordinal);
        Sequential model = [new Input(2), new Lambda(x => x * 2) { Name = "twice" }, new Dense(1)];
        var error = Assert.Throws<NotSupportedException>(() => model.Save(new MemoryStream()));
        Assert.StartsWith("Lambda 'twice': the model cannot be saved", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => LayerTable.FromConfig["Lambda"](new() { ["name"] = "l" }));
    }

    [Fact]
    public void Identity_gives_all_its_inputs()
    {
        float[][] y = Step.RunAll(x => new Keratin.Layers.Identity().ApplyAll(x), [Numbers.Of([1, 1], 1), Numbers.Of([1, 2], 2, 3)]);
        Assert.Equal([[1f], [2f, 3]], y);
    }

    [Fact]
    public void Older_spellings_are_read()
    {
        static Layer Read(string name, string config)
        {
            var node = (JsonObject)JsonNode.Parse(config)!;
            node["name"] = "layer";
            return LayerTable.FromConfig[name](node);
        }
        Assert.Equal(0.25f, ((LeakyReLU)Read("LeakyReLU", """{"alpha":0.25}""")).NegativeSlope);
        Assert.Equal(0.3f, ((LeakyReLU)Read("LeakyReLU", "{}")).NegativeSlope);
        Assert.Equal([0f, 3], Step.Run(Read("ThresholdedReLU", """{"theta":2}""").Apply, Numbers.Of([1, 2], 1.5f, 3)));
        Assert.Equal([(1, 1), (2, 2)], ((ZeroPadding2D)Read("ZeroPadding2D", """{"padding":[1,2]}""")).Padding);
        Assert.Equal([(3, 3), (3, 3)], ((Cropping2D)Read("Cropping2D", """{"cropping":3}""")).Cropping);
        Assert.Equal([1, 2], ((Softmax)Read("Softmax", """{"axis":[1,2]}""")).Axis);
    }
}
