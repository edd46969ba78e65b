using System.Text.Json.Nodes;
using Keratin.Graph.Transforms;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;

namespace Keratin.Tests.Operations;

public class GetItemTests
{
    // 0 … 23, so that a number says where it stood.
    private static readonly Tensor<float> s_x = Enumerable.Range(0, 24).Select(i => (float)i).ToArray().ToTensor([2, 3, 4]);

    private static readonly (string Python, Func<KerasTensor, KerasTensor> Part, Shape Shape, float[] Numbers)[] s_parts =
    [
        ("x[:, 0]", x => x[.., 0], [2, 4], [0, 1, 2, 3, 12, 13, 14, 15]),
        ("x[:, -1, 1:3]", x => x[.., ^1, 1..3], [2, 2], [9, 10, 21, 22]),
        ("x[:, 1:-1, -2:]", x => x[.., 1..^1, ^2..], [2, 1, 2], [6, 7, 18, 19]),
        ("x[1]", x => x[1], [3, 4], [12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]),
        ("x[1, 2, 3]", x => x[1, 2, -1], [], [23]),
        ("x[..., 3]", x => x[AxisItem.Ellipsis, 3], [2, 3], [3, 7, 11, 15, 19, 23]),
        ("x[0, None, ..., 3:0:-2]", x => x[0, AxisItem.NewAxis, AxisItem.Ellipsis, AxisItem.Slice(3, 0, -2)], [1, 3, 2], [3, 1, 7, 5, 11, 9]),
        ("x[0, ::2, 1:100]", x => x[0, AxisItem.Slice(step: 2), AxisItem.Slice(1, 100)], [2, 3], [1, 2, 3, 9, 10, 11]),
        ("x[0, -2:, ::-1]", x => x[0, AxisItem.Slice(-2), AxisItem.Slice(step: -1)], [2, 4], [7, 6, 5, 4, 11, 10, 9, 8]),
    ];

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, s_parts.Length)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Numbers_and_gradients(int index)
    {
        var (python, part, shape, expected) = s_parts[index];
        Assert.Equal(shape, part(Ops.Input([2, 3, 4])).Shape);
        KerasTensor x = new Input(3, 4);
        Tensor<float> y = part(x).Evaluate((x, s_x));
        Assert.True(expected.SequenceEqual(y.ToArray()), python);
        // d(Σ y²)/dx is 2x where something was taken, else 0.
        float[] gradient = Step.Run(t => Gradients.Of(part(t).Square().Sum(), t)[0], s_x);
        for (int i = 0; i < gradient.Length; i++)
            Assert.Equal(expected.Contains(i) ? 2 * i : 0, gradient[i]);
    }

    [Fact]
    public void In_a_model_the_batch_and_times_stay_open()
    {
        KerasTensor x = new Input(Shape.Unknown, 4);
        Assert.Equal([Shape.Unknown, 4], x[.., ^1].Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 2], x[.., 1.., 1..3].Shape);
        Assert.Equal([Shape.Unknown, 2, 4], x[.., ^2..].Shape);
        Assert.Equal([Shape.Unknown, 3, 4], x[.., ..3].Shape);
        var model = new Model(x, x[.., ^1] + x[.., ..^1].Sum([1]));
        Assert.Equal([12f, 15, 18, 21, 48, 51, 54, 57], model.Predict(s_x).ToArray());
        Assert.Equal([16f + 20, 17 + 21, 18 + 22, 19 + 23], model.Predict(s_x.ToArray()[16..].ToTensor([1, 2, 4])).ToArray());
    }

    [Fact]
    public void It_trains_and_is_saved_as_Keras_writes_it()
    {
        KerasTensor x = new Input(3, 4) { Name = "x" };
        KerasTensor hidden = new Dense(4) { Name = "hidden" }.Apply(x);
        var model = new Model(x, new Dense(1) { Name = "out" }.Apply(hidden[.., ^1, 1..3] * hidden.Slice(1, 0, 1)[.., 0, ..2]), "net");
        model.Compile("sgd", "mse");
        model.Fit(s_x, new float[2, 1], epochs: 2, verbose: 0);
        string text = model.ToJson();
        JsonObject[] items = [.. JsonNode.Parse(text)!["config"]!["layers"]!.AsArray().Select(layer => layer!.AsObject()).Where(layer => (string?)layer["class_name"] == "GetItem")];
        Assert.Equal(["get_item", "get_item_1", "get_item_2"], items.Select(item => (string)item["name"]!).Order());
        JsonObject last = items.Single(item => item.ToJsonString().Contains("-1", StringComparison.Ordinal));
        Assert.Equal("keras.src.ops.numpy", (string)last["module"]!);
        const string Key = """
            [{"class_name":"__slice__","config":{"start":null,"stop":null,"step":null}},-1,{"class_name":"__slice__","config":{"start":1,"stop":3,"step":null}}]
            """;
        Assert.Equal(Key.Trim(), last["inbound_nodes"]![0]!["args"]![1]!.ToJsonString());
        Assert.Equal("__keras_tensor__", (string)last["inbound_nodes"]![0]!["args"]![0]!["class_name"]!);
        Model loaded = Keratin.Saving.Models.FromJson(text);
        loaded.SetWeights(model.GetWeights());
        Assert.Equal(model.Predict(s_x).ToArray(), loaded.Predict(s_x).ToArray());
        Assert.Equal(text, loaded.ToJson());
    }

    [Theory]
    [InlineData("1", new float[] { 4, 5, 6, 7, 16, 17, 18, 19 })]
    [InlineData("-1", new float[] { 8, 9, 10, 11, 20, 21, 22, 23 })]
    [InlineData("""{"class_name":"__slice__","config":{"start":-1,"stop":90,"step":2}}""", new float[] { 8, 9, 10, 11, 20, 21, 22, 23 })]
    public void A_key_of_a_file(string item, float[] expected)
    {
        KerasTensor x = new Input(3, 4) { Name = "x" };
        JsonNode config = JsonNode.Parse(new Model(x, x[.., 0], "net").ToJson())!;
        JsonNode node = config["config"]!["layers"]!.AsArray().Single(layer => (string?)layer!["class_name"] == "GetItem")!["inbound_nodes"]![0]!;
        node["args"]![1] = new JsonArray(new JsonObject { ["class_name"] = "__ellipsis__", ["config"] = new JsonObject() }, JsonNode.Parse(item), JsonNode.Parse(AllOf));
        Assert.Equal(expected, Keratin.Saving.Models.FromJson(config.ToJsonString()).Predict(s_x).ToArray());
        // The same given by name, and one index alone.
        node["args"]!.AsArray().RemoveAt(1);
        node["kwargs"]!["key"] = 1;
        Assert.Equal([2, 3, 4], Keratin.Saving.Models.FromJson(config.ToJsonString()).Inputs[0].Shape.With(0, 2));
    }

    private const string AllOf = """{"class_name":"__slice__","config":{"start":null,"stop":null,"step":null}}""";

    [Fact]
    public void What_lies_outside()
    {
        KerasTensor x = new Input(3, 4);
        Assert.Equal(
            """
            GetItem: the shapes do not fit.
              expected: an index below 3 of axis 1, for (None, 3, 4)
              got:      [:, 3]
            """, Assert.Throws<ShapeException>(() => x[.., 3]).Message);
        Assert.Contains("a part of the 4 places of axis 2", Assert.Throws<ShapeException>(() => x[.., .., 2..5]).Message, StringComparison.Ordinal);
        Assert.Contains("for each axis at most", Assert.Throws<ShapeException>(() => x[.., 0, 0, 0]).Message, StringComparison.Ordinal);
        Assert.Contains("one ellipsis", Assert.Throws<ShapeException>(() => x[AxisItem.Ellipsis, AxisItem.Ellipsis]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => x[.., 2..1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => x[.., ^0]);
    }
}
