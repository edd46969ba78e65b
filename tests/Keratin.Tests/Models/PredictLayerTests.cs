using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

public class PredictLayerTests
{
    private static readonly float[,] s_x = { { 1, -2, 3, 0.5f }, { 0, 1, -1, 2 }, { 4, 0, 0, -3 } };

    [Fact]
    public void It_is_what_a_model_up_to_the_layer_gives()
    {
        KerasTensor input = new Input(4);
        var hidden = new Dense(5, "relu");
        KerasTensor inner = hidden.Apply(input);
        var model = new Model(input, new Dense(3, "softmax").Apply(new Dropout(0.5f).Apply(inner)));
        float[] maps = model.PredictLayer(hidden, s_x).ToArray();
        Assert.Equal(new Model(input, inner).Predict(s_x).ToArray(), maps);
        Assert.Equal(maps, model.PredictLayer(hidden.Name, s_x).ToArray());
        // In batches of two and one it is the same.
        Assert.Equal(maps, model.PredictLayer(hidden, s_x, batchSize: 2).ToArray(), (a, b) => MathF.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void It_works_for_models_of_every_kind()
    {
        foreach (Model model in new[] { SmallNet.Listed(), SmallNet.ListedWithoutInput(), SmallNet.Functional(), SmallNet.Subclassed() })
        {
            model.Predict(s_x);
            Dense first = model.Layers.OfType<Dense>().First();
            Assert.Equal(first.Predict(s_x).ToArray(), model.PredictLayer(first, s_x).ToArray());
            Dense last = model.Layers.OfType<Dense>().Last();
            Assert.Equal(model.Predict(s_x).ToArray(), model.PredictLayer(last, s_x).ToArray());
        }
    }

    [Fact]
    public void It_finds_a_layer_inside_a_model_inside()
    {
        var deep = new Dense(2, "tanh");
        var model = new Sequential { new Input(4), new Sequential([new Input(4), deep]), new Dense(1) };
        Assert.Equal(deep.Predict(s_x).ToArray(), model.PredictLayer(deep, s_x).ToArray());
    }

    [Fact]
    public void It_changes_nothing()
    {
        Model model = SmallNet.Listed();
        string[] paths = [.. model.Weights.Select(weight => weight.Path)];
        float[] before = model.Predict(s_x).ToArray();
        model.PredictLayer(model.Layers[0], s_x);
        Assert.Equal(paths, model.Weights.Select(weight => weight.Path));
        Assert.Equal(before, model.Predict(s_x).ToArray());
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        KerasTensor input = new Input(4);
        var shared = new Dense(4) { Name = "shared" };
        var model = new Model(input, shared.Apply(shared.Apply(input)), "twice");
        Assert.StartsWith("Functional 'twice'.PredictLayer: expected a layer that the model calls once; got Dense 'shared', which it calls 2 times.",
            Assert.Throws<ArgumentException>(() => model.PredictLayer("shared", s_x)).Message, StringComparison.Ordinal);
        Assert.Contains("which it calls 0 times", Assert.Throws<ArgumentException>(() => model.PredictLayer(new Dense(2), s_x)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.PredictLayer("nowhere", s_x));
        Assert.Throws<ShapeException>(() => model.PredictLayer(shared, new float[1, 5]));
    }
}
