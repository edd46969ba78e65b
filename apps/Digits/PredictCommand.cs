using System.CommandLine;
using System.Text.Json.Nodes;
using Keratin.Digits.Imaging;
using Keratin.Digits.Recognition;
using Keratin.Digits.Terminals;

namespace Digits;

/// <summary><c>digits predict</c>.</summary>
internal static class PredictCommand
{
    public static Command Create(Surroundings surroundings)
    {
        Argument<string> model = new("MODEL") { Description = "A model file" };
        Argument<string[]> images = new("IMAGE") { Description = "Pictures of one digit each: PNG, PGM, PBM or PPM", Arity = ArgumentArity.OneOrMore };
        Option<PixelScale?> scale = Options.Scale("--scale");
        Option<bool> json = Options.Json();
        var command = new Command("predict", "Reads pictures: the digit and the ten probabilities. " +
            "One that cannot be read is reported on standard error, left out of the JSON, and makes the exit code 1.")
        {
            model, images, scale, json,
        };
        command.SetAction(parsed => Run(
            surroundings, parsed.GetValue(model)!, parsed.GetValue(images)!, parsed.GetValue(scale), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Surroundings surroundings, string path, string[] images, PixelScale? scale, bool json)
    {
        var model = new DigitModel(ModelFiles.Load(path, compile: false), scale);
        var results = new JsonArray();
        bool isBad = false;
        foreach (string image in images)
        {
            surroundings.Cancellation.ThrowIfCancellationRequested();
            if (Complaints.Try(surroundings.Error, image, () => model.Recognize(ImageFile.Read(image))) is not { } probabilities)
                isBad = true;
            else if (json)
                results.Add((JsonNode)ToJson(image, probabilities));
            else
                Write(surroundings, image, probabilities);
        }
        if (json)
            surroundings.Output.WriteLine(results.ToJsonString());
        return isBad ? ExitCode.Failure : ExitCode.Success;
    }

    private static void Write(Surroundings surroundings, string image, float[] probabilities)
    {
        int best = Probabilities.Best(probabilities);
        surroundings.Output.WriteLine($"{image}: {best} ({probabilities[best] * 100:F1} %)");
        TerminalProfile terminal = surroundings.Terminal;
        if (terminal.IsRich)
            PredictionText.Write(surroundings.Output, probabilities, terminal);
        else
            surroundings.Output.Write(ProbabilityText.Table(probabilities, terminal.Width));
    }

    private static JsonObject ToJson(string image, float[] probabilities) => new()
    {
        ["file"] = image,
        ["digit"] = Probabilities.Best(probabilities),
        ["probabilities"] = new JsonArray([.. probabilities.Select(Json.Number)]),
    };
}
