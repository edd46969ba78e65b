using Keratin.Callbacks;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;

namespace Keratin.Tests.Models;

public class SummaryTests
{
    [Fact]
    public void The_tutorials_network_has_57742_parameters_layer_by_layer()
    {
        // 5·5·1·16 + 16 = 416;  5·5·16·36 + 36 = 14,436;  3·3·36·128 + 128 = 41,600;  128·10 + 10 = 1,290. The third pooling is the tutorial's.
        var model = new Sequential([
            new Input(28, 28, 1),
            new Conv2D(16, 5, "relu") { Padding = Padding.Same, Name = "conv2d" }, new MaxPooling2D(2) { Name = "max_pooling2d" },
            new Conv2D(36, 5, "relu") { Padding = Padding.Same, Name = "conv2d_1" }, new MaxPooling2D(2) { Name = "max_pooling2d_1" },
            new MaxPooling2D(2) { Name = "max_pooling2d_2" }, new Dropout(0.25f) { Name = "dropout" }, new Flatten() { Name = "flatten" },
            new Dense(128, "relu") { Name = "dense" }, new Dropout(0.5f) { Name = "dropout_1" }, new Dense(10, "softmax") { Name = "dense_1" },
        ], "sequential");

        Assert.Equal(
            """
            Model: "sequential"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
            ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
            │ conv2d (Conv2D)                 │ (None, 28, 28, 16)     │           416 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ max_pooling2d (MaxPooling2D)    │ (None, 14, 14, 16)     │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ conv2d_1 (Conv2D)               │ (None, 14, 14, 36)     │        14,436 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ max_pooling2d_1 (MaxPooling2D)  │ (None, 7, 7, 36)       │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ max_pooling2d_2 (MaxPooling2D)  │ (None, 3, 3, 36)       │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dropout (Dropout)               │ (None, 3, 3, 36)       │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ flatten (Flatten)               │ (None, 324)            │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dense (Dense)                   │ (None, 128)            │        41,600 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dropout_1 (Dropout)             │ (None, 128)            │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dense_1 (Dense)                 │ (None, 10)             │         1,290 │
            └─────────────────────────────────┴────────────────────────┴───────────────┘
             Total params: 57,742 (225.55 KB)
             Trainable params: 57,742 (225.55 KB)
             Non-trainable params: 0 (0.00 B)

            """.ReplaceLineEndings("\n"), Text(model));
    }

    [Fact]
    public void A_graph_with_branches_says_what_is_connected_to_what()
    {
        var a = new Input(4) { Name = "a" };
        var b = new Input(4) { Name = "b" };
        var shared = new Dense(3) { Name = "shared" };
        KerasTensor both = new Concatenate() { Name = "both" }.Apply(shared.Apply(a), shared.Apply(b));
        var model = new Model([a, b], [new Dense(1) { Name = "score" }.Apply(both)]);
        string text = Text(model);
        Assert.Contains("┃ Connected to ", text, StringComparison.Ordinal);
        Assert.Contains("│ a (InputLayer)      │ (None, 4)         │          0 │ -                 │", text, StringComparison.Ordinal);
        Assert.Contains("│ shared (Dense)      │ (None, 3)         │         15 │ a[0][0], b[0][0]  │", text, StringComparison.Ordinal);
        // The second call of the shared layer is its output 1.
        Assert.Contains("shared[0][0],", text, StringComparison.Ordinal);
        Assert.Contains("shared[1][0]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_built_is_marked()
    {
        var model = new Sequential([new Dense(3) { Name = "late" }]);
        Assert.Contains("│ late (Dense)                    │ ?                      │   0 (unbuilt) │", Text(model), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trained_model_counts_its_optimizer()
    {
        Sequential model = [new Input(1), new BatchNormalization(), new Dense(1)];
        model.Compile("adam", "mse");
        model.Fit(new float[,] { { 1 }, { 2 } }, new float[,] { { 1 }, { 2 } }, verbose: 0);
        // gamma, beta, kernel, bias trained; two moving numbers not; Adam keeps two numbers for each of the four, a rate and a count.
        string text = Text(model);
        Assert.Contains(" Total params: 16 (64.00 B)\n Trainable params: 4 (16.00 B)\n Non-trainable params: 2 (8.00 B)\n Optimizer params: 10 (40.00 B)\n",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_without_lines_and_with_40_columns_gets_plain_text()
    {
        var model = new Sequential([new Input(4), new Dense(3) { Name = "a_name_that_is_long" }]);
        using var text = new StringWriter();
        model.Terminal = new ConsoleTerminal(text, IsInteractive: true, HasColor: false, Width: 40, HasLines: false);
        model.Summary();
        string[] table = [.. text.ToString().Split('\n').Where(line => line.StartsWith('|') || line.StartsWith('+'))];
        Assert.All(table, line => Assert.Equal(36, line.Length));
        Assert.DoesNotContain(text.ToString(), letter => letter > 127);
        Assert.Contains("a_name_that", text.ToString(), StringComparison.Ordinal);
    }

    private static string Text(Model model)
    {
        using var text = new StringWriter();
        model.Summary(text);
        return text.ToString();
    }

    [Fact]
    public void A_class_of_inputs_and_outputs_has_its_own_name()
    {
        KerasTensor x = new Input(4);
        var inner = new Encoder(x, new Dense(2).Apply(x));
        Assert.Matches("^encoder(_[0-9]+)?$", inner.Name);
        Assert.Equal($"Encoder '{inner.Name}'", $"{inner}");
        var outer = new Model(x, inner.Apply(x));
        Assert.Equal("Functional", outer.ClassName);
        // In files it is what it was made of, which can be read without the class.
        Assert.Contains("\"class_name\": \"Functional\"", inner.ToJson().Replace("\":\"", "\": \"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Encoder", outer.ToJson(), StringComparison.Ordinal);
    }

    private sealed class Encoder(KerasTensor inputs, KerasTensor outputs) : Model(inputs, outputs);
}
