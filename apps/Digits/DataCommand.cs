using System.CommandLine;
using System.Text.Json.Nodes;
using Keratin.Datasets;
using Keratin.Digits.Terminals;

namespace Digits;

/// <summary><c>digits data</c>.</summary>
internal static class DataCommand
{
    private const int UsualWidth = 80, UsualCount = 20;

    // Half of 28: a digit is still read at that size, and five fit into a window of 80.
    private const int TileSide = Mnist.Side / 2;

    public static Command Create(Surroundings surroundings)
    {
        Option<string?> data = Options.Data();
        Option<int?> count = Options.Whole("--count", "N", $"Training images to draw, from the first on [default: {UsualCount}]", 0);
        Option<bool> json = Options.Json();
        var command = new Command("data", "Shows a data set: its first images, how many there are of each digit, their size and range.") { data, count, json };
        command.SetAction(parsed => Run(surroundings, parsed.GetValue(data), parsed.GetValue(count) ?? UsualCount, parsed.GetValue(json)));
        return command;
    }

    private static int Run(Surroundings surroundings, string? path, int count, bool isJson)
    {
        MnistData data = Images.Load(path);
        DataPart train = DataPart.Of(data.Train), test = DataPart.Of(data.Test);
        if (isJson)
        {
            var json = new JsonObject
            {
                ["data"] = path,
                ["height"] = Mnist.Side,
                ["width"] = Mnist.Side,
                ["train"] = train.ToJson(),
                ["test"] = test.ToJson(),
            };
            surroundings.Output.WriteLine(json.ToJsonString());
            return ExitCode.Success;
        }
        TerminalProfile terminal = surroundings.Terminal;
        WriteGrid(surroundings.Output, data.Train, Math.Min(count, data.Train.Count), terminal);
        // Two short lines, for narrow windows.
        surroundings.Output.WriteLine($"{train.Count:N0} training, {test.Count:N0} test images");
        surroundings.Output.WriteLine($"of {Mnist.Side} × {Mnist.Side}, {Range(train, test)}.".Replace('×', terminal.HasUnicode ? '×' : 'x'));
        surroundings.Output.WriteLine();
        if (terminal.IsRich && terminal.Width >= CountTable.Width)
            CountTable.Write(surroundings.Output, train, test, terminal);
        else
            WriteCounts(surroundings.Output, train, test);
        return ExitCode.Success;
    }

    private static void WriteGrid(TextWriter output, LabeledImages images, int count, TerminalProfile terminal)
    {
        var tiles = new Tile[count];
        for (int i = 0; i < count; i++)
        {
            tiles[i] = new Tile(TileSide);
            tiles[i].AddText($"{images.Labels[i]}");
            foreach (string line in ImageText.Lines(ImageText.Fit(Images.At(images, i), TileSide), terminal))
                tiles[i].Add(line, TileSide);
        }
        Tile.Write(output, tiles, terminal.Width == int.MaxValue ? UsualWidth : terminal.Width);
        if (count > 0)
            output.WriteLine();
    }

    private static string Range(DataPart train, DataPart test) =>
        $"values {Math.Min(train.Least, test.Least)} to {Math.Max(train.Most, test.Most)}";

    private static void WriteCounts(TextWriter output, DataPart train, DataPart test)
    {
        output.WriteLine("digit   train    test");
        for (int digit = 0; digit < Mnist.Classes; digit++)
            output.WriteLine($"{digit,5} {train.Classes[digit],7} {test.Classes[digit],7}");
    }
}
