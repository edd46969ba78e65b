using System.Text.Json;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;
using Keratin.Tests.Datasets;

namespace Keratin.Tests.Apps.Digits;

// Models that digits train did not make.
public class ForeignModelTests
{
    [Fact]
    public void An_uncompiled_model_of_784_logits_is_evaluated()
    {
        using var folder = new TempFolder();
        TinyMnist.Write(folder);
        var model = new Sequential { new Input(784), new Dense(10) };
        // All logits 0: a tenth for each digit, and of equals the first is taken.
        model.SetWeights([.. model.Weights.Select(weight => Tensor.Create<float>(new float[weight.Shape.Elements], [.. weight.Shape.Select(n => (nint)n)]))]);
        string path = folder.Path("logits.keras");
        model.Save(path);

        CommandRun run = CommandRun.Of("evaluate", path, "--data", folder.Root, "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(0.1, json.RootElement.GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void A_model_of_something_else_is_refused_with_what_was_expected()
    {
        using var folder = new TempFolder();
        string path = folder.Path("letters.keras");
        new Sequential { new Input(784), new Dense(26) }.Save(path);
        CommandRun run = CommandRun.Of("evaluate", path);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("expected: one output of (None, 10)", run.Error, StringComparison.Ordinal);
        Assert.Contains("got:      (None, 26)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused_without_a_stack_trace()
    {
        using var folder = new TempFolder();
        string path = folder.Write("model.keras", [1, 2, 3]);
        foreach (string command in (string[])["evaluate", "summary"])
        {
            CommandRun run = CommandRun.Of(command, path);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.StartsWith($"digits: {path}: ", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }
    }

    // Trained and saved by Keras for pixels of 0 to 1.
    [SharedTheory]
    [InlineData("Jhas876622__mnist-digit-recognition__mnist_cnn.keras", 9905)]
    [InlineData("Moonflower2022__MNIST-models__mnist_model.keras", 9918)]
    public void Models_that_Keras_trained_are_as_good_here(string file, int correct)
    {
        CommandRun run = CommandRun.Of("evaluate", SharedFiles.At($"fixtures/models/{file}"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("tested with pixels of 0 to 1.", run.Output, StringComparison.Ordinal);
        Assert.Contains($"({correct:N0} of 10,000 images)", run.Output, StringComparison.Ordinal);
    }
}
