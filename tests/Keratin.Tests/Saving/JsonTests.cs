using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;

namespace Keratin.Tests.Saving;

public class JsonTests
{
    [Fact]
    public void A_model_comes_back_from_text_without_its_weights()
    {
        var model = new Sequential([new Input(4), new Dense(3, "relu") { Name = "a" }, new Dense(2) { Name = "b" }], "net");
        model.Compile("adam", "mse");
        Model again = Keratin.Saving.Models.FromJson(model.ToJson());
        Assert.Equal("net", again.Name);
        Assert.True(again.IsCompiled);
        Assert.Equal(model.CountParams(), again.CountParams());
        Assert.NotEqual(model.Weights[0].Span.ToArray(), again.Weights[0].Span.ToArray());
        again.SetWeights(model.GetWeights());
        Tensor<float> x = Numbers.Wave([2, 4]);
        Numbers.SameBits(model.Predict(x).ToArray(), again.Predict(x).ToArray());
    }

    [Fact]
    public void A_clone_is_another_model_and_not_compiled()
    {
        KerasTensor x = new Input(4);
        var model = new Model(x, new Twice().Apply(new Dense(2) { Name = "d" }.Apply(x)));
        model.Compile("adam", new Keratin.Losses.LossFunction("own", (y, p) => (y - p).Square()));
        Model clone = Keratin.Saving.Models.CloneModel(model, new Dictionary<string, Func<JsonObject, Layer>> { ["Twice"] = _ => new Twice() });
        Assert.False(clone.IsCompiled);
        Assert.NotSame(model.GetLayer("d"), clone.GetLayer("d"));
        var error = Assert.Throws<InvalidDataException>(() => Keratin.Saving.Models.CloneModel(model));
        Assert.Contains("Twice", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MaxPooling", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Keratin.Saving.Models.FromJson("[1]"));
    }

    [Fact]
    public void A_folder_that_is_missing_is_named()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "m.keras");
        var error = Assert.Throws<DirectoryNotFoundException>(() => new Sequential { new Input(2), new Dense(1) }.Save(path));
        Assert.Contains("expected a folder that exists", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".partial", error.Message, StringComparison.Ordinal);
    }

    private sealed class Twice : Layer
    {
        protected override KerasTensor Call(KerasTensor x, bool training) => x * 2;
    }
}
