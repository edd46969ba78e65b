using System.Text.Json.Nodes;
using Keratin.Callbacks;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Tests.Models;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Callbacks;

public class TensorBoardGraphTests
{
    public static TheoryData<string> Models => [.. SampleModels.All.Keys, "subclassed"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_input_is_a_node_before_it_and_every_layer_is_there(string name)
    {
        Model model = Make(name);
        IReadOnlyList<ProtoMessage> nodes = new ProtoMessage(OpGraph.Of(model).ToByteArray()).Messages(1);
        var seen = new HashSet<string>();
        foreach (ProtoMessage node in nodes)
        {
            Assert.All(node.Texts(3), input => Assert.Contains(input, seen));
            Assert.True(seen.Add(node.Text(1)), $"{node.Text(1)} is there twice.");
            Assert.NotEmpty(node.Text(2));
        }
        foreach (Layer layer in model.Layers)
            Assert.Contains(seen, node => node == layer.Name || node.StartsWith($"{layer.Name}/", StringComparison.Ordinal));
        Assert.Equal(model.Weights.Count, nodes.Count(node => node.Text(2) == "VariableV2"));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_conceptual_graph_links_layers_that_are_there(string name)
    {
        Model model = Make(name);
        JsonNode json = JsonNode.Parse(ConceptualGraph.Of(model))!;
        Check(json);
        // An input in front of a list is one more.
        Assert.InRange(json["config"]!["layers"]!.AsArray().Count, model.Layers.Count, int.MaxValue);

        static void Check(JsonNode model)
        {
            JsonArray layers = model["config"]!["layers"]!.AsArray();
            string[] names = [.. layers.Select(layer => (string)layer!["config"]!["name"]!)];
            Assert.Equal(names.Length, names.Distinct().Count());
            Assert.All(model["config"]!["input_layers"]!.AsArray(), input => Assert.Contains((string)input!, names));
            Assert.All(model["config"]!["output_layers"]!.AsArray(), output => Assert.Contains((string)output![0]!, names));
            foreach (JsonNode? layer in layers)
            {
                IEnumerable<string> sources = layer!["inbound_nodes"]!.AsArray().SelectMany(call => call!["args"]!.AsArray())
                    .Select(argument => (string)argument!["config"]!["keras_history"]![0]!);
                Assert.All(sources, source => Assert.Contains(source, names));
                Assert.Equal((string)layer["class_name"]! == "InputLayer", layer["inbound_nodes"]!.AsArray().Count == 0);
                if (layer["config"]!["layers"] is not null)
                    Check(layer);
            }
        }
    }

    [Fact]
    public void A_small_graph_node_by_node()
    {
        var model = new Sequential([new Input(4) { Name = "pixels" }, new Dense(3, "relu") { Name = "hidden" }, new Dropout(0.5f) { Name = "drop" }], "net");
        string text = string.Join('\n', new ProtoMessage(OpGraph.Of(model).ToByteArray()).Messages(1).Select(node =>
            $"{node.Text(1)} = {node.Text(2)}({string.Join(", ", node.Texts(3))}) [{string.Join(", ", Shape(node))}]"));
        Assert.Equal(
            """
            pixels = Placeholder() [-1, 4]
            hidden/kernel = VariableV2() [4, 3]
            hidden/MatMul = MatMul(pixels, hidden/kernel) [-1, 3]
            hidden/bias = VariableV2() [3]
            hidden/Add = Add(hidden/MatMul, hidden/bias) [-1, 3]
            hidden/Relu = Relu(hidden/Add) [-1, 3]
            drop/Dropout = Dropout(hidden/Relu) [-1, 3]
            """, text);
    }

    [Fact]
    public void Both_graphs_are_written_before_the_first_epoch()
    {
        using var folder = new TemporaryFolder();
        Model model = SmallNet.Functional();
        model.Compile("adam", "categorical_crossentropy");
        model.Fit(SmallData.X, SmallData.OneHot, epochs: 0, verbose: 0, callbacks: [new TensorBoard(folder.Name)]);

        IReadOnlyList<ProtoMessage> records = EventReader.Folder(folder.At("train"));
        Assert.Equal(3, records.Count);
        Assert.Equal(OpGraph.Of(model).ToByteArray(), records[1].Bytes(4));
        ProtoMessage value = Assert.Single(records[2].Message(5).Messages(1));
        Assert.Equal("keras", value.Text(1));
        Assert.Equal(["graph_keras_model", "1"], [value.Message(9).Message(1).Text(1), value.Message(9).Message(1).Text(2)]);
        Assert.Equal(ConceptualGraph.Of(model), value.Message(8).Text(8));
    }

    [Fact]
    public void Without_a_graph_there_is_only_the_version()
    {
        using var folder = new TemporaryFolder();
        Model model = SmallNet.Functional();
        model.Compile("adam", "categorical_crossentropy");
        model.Fit(SmallData.X, SmallData.OneHot, epochs: 0, verbose: 0, callbacks: [new TensorBoard(folder.Name) { WriteGraph = false }]);
        Assert.Single(EventReader.Folder(folder.At("train")));
    }

    [Fact]
    public void A_class_that_counts_its_calls_has_no_graph_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var model = new Counting { Name = "counting" };
        model.Compile("adam", "categorical_crossentropy");
        var fault = Assert.Throws<InvalidOperationException>(
            () => model.Fit(SmallData.X, SmallData.OneHot, epochs: 1, verbose: 0, callbacks: [new TensorBoard(folder.Name)]));
        Assert.Equal(
            """
            TensorBoard: Counting 'counting': what is inside it cannot be shown.
              expected: a Call that makes nodes of its inputs and does nothing else
              got:      Variable 'calls' is assigned a KerasTensor outside of a traced step. Assign numbers, or do it in Call or a training step.
              hint:     assign variables only where training is true
              hint:     or write no graph, WriteGraph = false
            """, fault.Message);
        model.Fit(SmallData.X, SmallData.OneHot, epochs: 1, verbose: 0, callbacks: [new TensorBoard(folder.Name) { WriteGraph = false }]);
        Assert.Single(EventReader.Scalars(folder.At("train"), "epoch_loss"));
    }

    private sealed class Counting : Model
    {
        private readonly Dense _scores = new(3, "softmax");
        private readonly Variable _calls = new("calls", Keratin.Shape.Scalar, trainable: false);

        protected override KerasTensor Call(KerasTensor x, bool training)
        {
            _calls.Assign(_calls.ToKerasTensor() + 1);
            return _scores.Apply(x);
        }
    }

    private static Model Make(string name)
    {
        Model model = name == "subclassed" ? SmallNet.Subclassed() : SampleModels.All[name]();
        if (!model.IsBuilt)
            model.Build([Keratin.Shape.Unknown, 4]);
        return model;
    }

    // attr { key: "_output_shapes", value { list { shape { dim { size } } } } }
    private static IEnumerable<long> Shape(ProtoMessage node) => node.Messages(5).Single(attr => attr.Text(1) == "_output_shapes")
        .Message(2).Message(1).Message(7).Messages(2).Select(dim => dim.Whole(1));
}
