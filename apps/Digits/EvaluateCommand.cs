using System.CommandLine;
using System.Text.Json.Nodes;
using Keratin.Datasets;
using Keratin.Digits.Recognition;

namespace Digits;

/// <summary><c>digits evaluate</c>.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Surroundings surroundings)
    {
        Argument<string> model = new("MODEL") { Description = "A model file" };
        Option<string?> data = Options.Data();
        Option<PixelScale?> scale = Options.Scale("--scale");
        Option<bool> json = Options.Json();
        var command = new Command("evaluate", "Tests a model: loss, accuracy, confusion matrix, precision and recall of each digit.")
        {
            model, data, scale, json,
        };
        command.SetAction(parsed => Run(
            surroundings, parsed.GetValue(model)!, parsed.GetValue(data), parsed.GetValue(scale), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Surroundings surroundings, string path, string? data, PixelScale? scale, bool json)
    {
        var model = new DigitModel(ModelFiles.Load(path, compile: false), scale);
        LabeledImages test = Images.Load(data).Test;
        DigitScore score = DigitScore.Of(model.Recognize(test.Images, surroundings.Cancellation), test.Labels);
        if (json)
        {
            surroundings.Output.WriteLine(ToJson(path, score).ToJsonString());
            return ExitCode.Success;
        }
        surroundings.Output.WriteLine($"{path}: tested with pixels of {(model.Scale == PixelScale.Raw ? "0 to 255" : "0 to 1")}.");
        Scores.Write(surroundings.Output, score, surroundings.Terminal);
        surroundings.Output.WriteLine();
        Scores.WritePerDigit(surroundings.Output, score, surroundings.Terminal);
        return ExitCode.Success;
    }

    private static JsonObject ToJson(string path, DigitScore score)
    {
        var confusion = new JsonArray();
        for (int truth = 0; truth < Probabilities.Classes; truth++)
        {
            var row = new JsonArray();
            for (int digit = 0; digit < Probabilities.Classes; digit++)
                row.Add((JsonNode)score.Confusion[truth, digit]);
            confusion.Add((JsonNode)row);
        }
        return new JsonObject
        {
            ["model"] = path,
            ["samples"] = score.Confusion.Count,
            ["loss"] = Json.Number(score.Loss),
            ["accuracy"] = score.Accuracy,
            ["confusion"] = confusion,
        };
    }
}
