using Keratin.Callbacks;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Models;

namespace Keratin.Tests.Models;

[Collection(nameof(Alone))]
public sealed class WarningTests : IDisposable
{
    private readonly HeardWarnings _heard = new();

    private string[] Ids => [.. _heard.All.Select(warning => warning.Id)];

    public void Dispose() => _heard.Dispose();

    // Sorted: twenty of each of five classes, and the last fifth is the last class.
    [Fact]
    public void A_split_of_sorted_data_is_warned_of()
    {
        int[] sorted = [.. Enumerable.Range(0, 100).Select(i => i / 20)];
        Fit(sorted, 0.2f);
        Assert.Equal(["sorted-validation-split"], Ids);
        Assert.Contains("the last 20 samples", _heard.All[0].Message);
        Assert.Contains("1 of their classes does not occur in training at all", _heard.All[0].Message);
    }

    // All classes occur in both parts, but the last part is of one class: 50 and 50 of two.
    [Fact]
    public void A_split_of_other_shares_is_warned_of()
    {
        Fit([.. Enumerable.Range(0, 100).Select(i => i / 50)], 0.2f);
        Assert.Equal(["sorted-validation-split"], Ids);
        Assert.DoesNotContain("at all", _heard.All[0].Message);
    }

    [Theory]
    [InlineData(0.2f)]
    [InlineData(0.5f)]
    [InlineData(0.02f)]
    public void A_split_of_mixed_data_is_fine(float split)
    {
        Fit([.. Enumerable.Range(0, 100).Select(i => i * 7 % 5)], split);
        Assert.Empty(_heard.All);
    }

    [Fact]
    public void A_split_of_few_samples_says_nothing()
    {
        Fit([0, 1, 0, 1, 2, 0, 1, 2, 2, 2], 0.2f);
        Assert.Empty(_heard.All);
    }

    [Fact]
    public void One_hot_targets_are_looked_at_too()
    {
        Tensor<float> targets = Utils.ToCategorical([.. Enumerable.Range(0, 100).Select(i => i / 20)], 5);
        var model = new Sequential { new Input(4), new Dense(5, "softmax") };
        model.Compile("adam", "categorical_crossentropy");
        model.Fit(Numbers.Wave([100, 4]), targets, verbose: 0, validationSplit: 0.2f);
        Assert.Equal(["sorted-validation-split"], Ids);
    }

    [Fact]
    public void Targets_that_are_no_classes_may_be_sorted()
    {
        var model = new Sequential { new Input(4), new Dense(1) };
        model.Compile("adam", "mse");
        model.Fit(Numbers.Wave([100, 4]), Enumerable.Range(0, 100).Select(i => i * 0.1f).ToArray(), verbose: 0, validationSplit: 0.2f);
        Assert.Empty(_heard.All);
    }

    public static TheoryData<string, bool> Ends => new()
    {
        { "listed", true }, { "listed", false }, { "layer", true }, { "layer", false }, { "functional", true }, { "functional", false },
        { "subclassed", true }, { "subclassed", false }, { "nested", true }, { "nested", false }, { "reshaped", true }, { "reshaped", false },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Losses_that_do_not_get_what_they_take_are_warned_of(string kind, bool isSquashed)
    {
        Train(Ending(kind, isSquashed), fromLogits: !isSquashed);
        Assert.Empty(_heard.All);
        Train(Ending(kind, isSquashed), fromLogits: isSquashed);
        Assert.Equal([isSquashed ? "probabilities-as-logits" : "logits-as-probabilities"], Ids);
    }

    [Fact]
    public void What_a_loss_gets_is_named()
    {
        Train(Ending("listed", true), fromLogits: true);
        Assert.StartsWith("the model ends in softmax, but SparseCategoricalCrossentropy has FromLogits = true", _heard.All[0].Message);
    }

    // What is neither plainly squashed nor plainly not says nothing: a mean of probabilities, an exponential, logarithms of probabilities.
    [Fact]
    public void What_cannot_be_told_says_nothing()
    {
        KerasTensor x = new Input(4);
        KerasTensor mean = (new Dense(3, "softmax").Apply(x) + new Dense(3, "softmax").Apply(x)) * 0.5f;
        Train(new Model(x, mean), fromLogits: false);
        Train(new Model(x, mean), fromLogits: true);
        Train(new Model(x, new Dense(3, "exponential").Apply(x)), fromLogits: false);
        Train(new Model(x, new Dense(3, "log_softmax").Apply(x)), fromLogits: true);
        Assert.Empty(_heard.All);
    }

    [Fact]
    public void A_loss_that_knows_no_logits_says_nothing()
    {
        var model = new Sequential { new Input(4), new Dense(3, "softmax") };
        model.Compile("adam", "mse");
        model.Fit(SmallData.X, SmallData.OneHot, verbose: 0);
        Assert.Empty(_heard.All);
    }

    [Theory]
    [InlineData("dense", true)]
    [InlineData("conv", true)]
    [InlineData("pooled", true)]
    [InlineData("rescaled", false)]
    [InlineData("normalized", false)]
    [InlineData("divided", false)]
    public void Pixels_that_reach_weights_as_they_are_are_warned_of(string kind, bool warns)
    {
        Layer[] front = kind switch
        {
            "dense" => [new Flatten()],
            "conv" => [new Conv2D(2, 3), new Flatten()],
            "pooled" => [new MaxPooling2D(2), new Conv2D(2, 3), new Flatten()],
            "rescaled" => [new Rescaling(1f / 255), new Flatten()],
            "normalized" => [new BatchNormalization(), new Conv2D(2, 3), new Flatten()],
            _ => [new Rescaling(1f / 128, -1), new Conv2D(2, 3), new Flatten()],
        };
        var model = new Sequential([new Input(8, 8, 1), .. front, new Dense(3, "softmax")]);
        model.Compile("adam", "sparse_categorical_crossentropy");
        model.Fit(Bytes(1), SmallData.Classes, verbose: 0);
        Assert.Equal(warns ? ["unscaled-images"] : [], Ids);
    }

    [Fact]
    public void Pixels_from_0_to_1_are_fine()
    {
        var model = new Sequential { new Input(8, 8, 1), new Flatten(), new Dense(3, "softmax") };
        model.Compile("adam", "sparse_categorical_crossentropy");
        model.Fit(Bytes(1f / 255), SmallData.Classes, verbose: 0);
        Assert.Empty(_heard.All);
    }

    // Sixteen numbers are no image, whatever they are.
    [Fact]
    public void Whole_numbers_that_are_no_images_are_fine()
    {
        var model = new Sequential { new Input(16), new Dense(3, "softmax") };
        model.Compile("adam", "sparse_categorical_crossentropy");
        model.Fit(Enumerable.Range(0, SmallData.Count * 16).Select(i => (float)(i * 37 % 256)).ToArray().ToTensor([SmallData.Count, 16]), SmallData.Classes, verbose: 0);
        Assert.Empty(_heard.All);
    }

    [Fact]
    public void A_cause_is_named_once()
    {
        for (int i = 0; i < 3; i++)
            Train(Ending("listed", true), fromLogits: true);
        Assert.Single(_heard.All);
    }

    [Fact]
    public void By_default_a_line_goes_to_the_error_stream_unless_fit_is_silent()
    {
        TextWriter before = Console.Error;
        using var text = new StringWriter();
        try
        {
            Console.SetError(text);
            Warnings.Handler = Warnings.WriteToConsole;
            Train(Ending("listed", true), fromLogits: true);
            Assert.Equal("", text.ToString());
            Model model = Ending("listed", true);
            model.Terminal = new ConsoleTerminal(TextWriter.Null, IsInteractive: false, HasColor: false, Width: 80, HasLines: false);
            Train(model, fromLogits: true, verbose: 2);
            Assert.StartsWith("Keratin: warning probabilities-as-logits: the model ends in softmax", text.ToString());
            Assert.Single(text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Warnings.Forget();
            Warnings.Handler = null;
            Train(model, fromLogits: true, verbose: 2);
            Assert.Single(text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Console.SetError(before);
        }
    }

    [Fact]
    public void A_callback_that_watches_nothing_is_warned_of()
    {
        Model model = SmallNet.Listed();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        model.Fit(SmallData.X, SmallData.Classes, epochs: 3, verbose: 0, callbacks: [new EarlyStopping("val_accuracy")]);
        Assert.Equal("EarlyStopping watches val_accuracy, which is not there. Available: accuracy, loss. Give Fit validationData or a validationSplit.", Assert.Single(_heard.All).Message);
    }

    private static void Fit(int[] classes, float split)
    {
        var model = new Sequential { new Input(4), new Dense(classes.Max() + 1, "softmax") };
        model.Compile("adam", "sparse_categorical_crossentropy");
        model.Fit(Numbers.Wave([classes.Length, 4]), classes, verbose: 0, validationSplit: split);
    }

    private static void Train(Model model, bool fromLogits, int verbose = 0)
    {
        model.Compile("adam", new SparseCategoricalCrossentropy { FromLogits = fromLogits });
        model.Fit(SmallData.X, SmallData.Classes, verbose: verbose);
    }

    private static Model Ending(string kind, bool isSquashed)
    {
        KerasTensor x = new Input(4);
        string last = isSquashed ? "softmax" : "linear";
        return kind switch
        {
            "listed" => new Sequential { new Input(4), new Dense(3, last) },
            "layer" => isSquashed ? new Sequential { new Input(4), new Dense(3), new Softmax() } : new Sequential { new Input(4), new Dense(3), new Activation("linear") },
            "functional" => new Model(x, new Activation(last).Apply(new Dense(3).Apply(x))),
            "nested" => new Sequential { new Input(4), new Sequential { new Input(4), new Dense(3, last) } },
            "reshaped" => new Sequential { new Input(4), new Dense(3, last), new Reshape(3, 1), new Flatten() },
            _ => new Own(last),
        };
    }

    private static Tensor<float> Bytes(float scale) =>
        Enumerable.Range(0, SmallData.Count * 64).Select(i => i * 37 % 256 * scale).ToArray().ToTensor([SmallData.Count, 8, 8, 1]);

    private sealed class Own(string activation) : Model
    {
        private readonly Dense _scores = new(3);

        protected override KerasTensor Call(KerasTensor x, bool training) =>
            activation == "softmax" ? _scores.Apply(x).Softmax() : _scores.Apply(x);
    }
}
