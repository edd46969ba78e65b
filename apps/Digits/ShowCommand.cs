using System.CommandLine;
using Keratin.Datasets;
using Keratin.Digits.Imaging;
using Keratin.Digits.Recognition;
using Keratin.Digits.Terminals;

namespace Digits;

/// <summary><c>digits show</c>.</summary>
internal static class ShowCommand
{
    // Where nobody says how wide a line is; lines that a caption and the prompt take of a window; and an image of the data set in full size.
    private const int UsualWidth = 80, UsualRows = 40, OtherRows = 4, LeastRows = Mnist.Side / 2;

    public static Command Create(Surroundings surroundings)
    {
        Argument<string[]> images = new("IMAGE|INDEX")
        {
            Description = "Pictures (PNG, PGM, PBM or PPM), or numbers of test images from 0; a file named by digits alone is ./7",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> train = new("--train") { Description = "Numbers are those of training images" };
        Option<string?> model = new("--model") { Description = "A model file: shows what it takes the pictures for", HelpName = "MODEL" };
        Option<string?> data = Options.Data();
        Option<PixelScale?> scale = Options.Scale("--scale");
        var command = new Command("show", "Draws pictures in the terminal. " +
            "One that cannot be read is reported on standard error and makes the exit code 1.")
        {
            images, train, model, data, scale,
        };
        command.SetAction(parsed => Run(surroundings, parsed.GetValue(images)!, new Source(
            parsed.GetValue(data), parsed.GetValue(train), parsed.GetValue(model) is { } path ? new DigitModel(ModelFiles.Load(path, compile: false), parsed.GetValue(scale)) : null)));
        return command;
    }

    private static int Run(Surroundings surroundings, string[] names, Source source)
    {
        TerminalProfile terminal = surroundings.Terminal;
        int columns = terminal.Width == int.MaxValue ? UsualWidth : terminal.Width;
        int rows = terminal.Height == int.MaxValue ? UsualRows : Math.Max(terminal.Height - OtherRows, LeastRows);
        var tiles = new List<Tile>();
        foreach (string name in names)
        {
            surroundings.Cancellation.ThrowIfCancellationRequested();
            if (Complaints.Try(surroundings.Error, name, () => source.Read(name).ToTile(terminal, columns, rows)) is { } tile)
                tiles.Add(tile);
        }
        Tile.Write(surroundings.Output, tiles, columns);
        return tiles.Count < names.Length ? ExitCode.Failure : ExitCode.Success;
    }

    private sealed class Source(string? data, bool isTrain, DigitModel? model)
    {
        // Unpacked only if a number asks for it.
        private readonly Lazy<LabeledImages> _images = new(() => isTrain ? Images.Load(data).Train : Images.Load(data).Test);

        public ShownPicture Read(string name) => name.All(char.IsAsciiDigit) ? OfIndex(name) : OfFile(name);

        private ShownPicture OfFile(string path)
        {
            GrayImage image = ImageFile.Read(path);
            return new(path, image, Label: null, model?.Recognize(image));
        }

        private ShownPicture OfIndex(string name)
        {
            LabeledImages images = _images.Value;
            if (!int.TryParse(name, out int index) || index >= images.Count)
                throw new ArgumentException($"image {name}: there is no such {(isTrain ? "training" : "test")} image.\n  expected: 0 to {images.Count - 1}\n  got:      {name}");
            GrayImage image = Images.At(images, index);
            // As in evaluate, the pixels go in as they are: they are normalized already.
            float[]? probabilities = model?.Recognize(Tensor.Create(image.Pixels.ToArray(), [1, Mnist.Side, Mnist.Side])).ToArray();
            return new($"{(isTrain ? "training" : "test")} image {index}", image, images.Labels[index], probabilities);
        }
    }
}
