using System.CommandLine;
using Keratin.Digits.Networks;

namespace Digits;

/// <summary><c>digits train</c>.</summary>
internal static class TrainCommand
{
    public static Command Create(Surroundings surroundings)
    {
        Option<DigitNetwork?> network = Options.Network("--network");
        Option<int?> epochs = Options.Whole("--epochs", "N", "How often all images are gone through [default: the network's]", 1);
        Option<int?> batchSize = Options.Whole("--batch-size", "N", "Images of a training step [default: the network's]", 1);
        Option<float?> learningRate = Options.Number(
            "--learning-rate", "The optimizer's learning rate [default: 0.001]", "a number above 0", value => value > 0 && float.IsFinite(value));
        Option<int?> seed = Options.Whole("--seed", "N", "Start of all random numbers; one seed gives one result [default: 1]", 0);
        Option<float?> validationSplit = Options.Number(
            "--validation-split", "Part of the images, the last ones, that validates [default: the network's]", "a number from 0 to below 1",
            value => value is >= 0 and < 1);
        Option<string?> data = Options.Data();
        Option<string?> output = new("--output") { Description = "Where model.keras, history.csv and report.html are written [default: here]", HelpName = "DIR" };
        Option<int?> verbose = Options.Whole("--verbose", "0|1|2", "0 silent, 1 a bar, 2 a line an epoch [default: 1]", 0, 2);
        verbose.CompletionSources.Add("0", "1", "2");
        Option<bool> json = Options.Json();

        var command = new Command("train", "Trains a network, tests it, and saves it with its history and a report.")
        {
            network, epochs, batchSize, learningRate, seed, validationSplit, data, output, verbose, json,
        };
        command.SetAction(parsed =>
        {
            DigitNetwork chosen = parsed.GetValue(network) ?? DigitNetworks.Default;
            return new Training(surroundings)
            {
                Network = chosen,
                Epochs = parsed.GetValue(epochs) ?? chosen.Epochs,
                BatchSize = parsed.GetValue(batchSize) ?? chosen.BatchSize,
                LearningRate = parsed.GetValue(learningRate),
                Seed = parsed.GetValue(seed) ?? 1,
                ValidationSplit = parsed.GetValue(validationSplit) ?? chosen.ValidationSplit,
                Data = parsed.GetValue(data),
                Output = parsed.GetValue(output) ?? "",
                Verbose = parsed.GetValue(verbose) ?? 1,
                Json = parsed.GetValue(json),
            }.Run();
        });
        return command;
    }
}
