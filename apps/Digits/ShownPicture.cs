using Keratin.Digits.Imaging;
using Keratin.Digits.Recognition;
using Keratin.Digits.Terminals;

namespace Digits;

/// <summary>A picture to be shown, with what is known of it.</summary>
/// <param name="Name">File or index.</param>
/// <param name="Image">The picture.</param>
/// <param name="Label">The digit it shows, where that is known.</param>
/// <param name="Probabilities">What a model takes it for, where one was asked.</param>
internal sealed record ShownPicture(string Name, GrayImage Image, int? Label, float[]? Probabilities)
{
    /// <summary>Drawn with its caption, and the probabilities beside it where they fit, else below.</summary>
    /// <param name="terminal">What can be shown.</param>
    /// <param name="columns">Characters of a line.</param>
    /// <param name="rows">Lines of the picture at most.</param>
    public Tile ToTile(TerminalProfile terminal, int columns, int rows)
    {
        Tile picture = Draw(terminal, columns, rows);
        if (Probabilities is null)
            return picture;
        int room = columns - picture.Width - 2;
        bool fits = room >= PredictionText.SmallWidth;
        var bars = fits ? new Tile(PredictionText.SmallWidth) : picture;
        int width = Math.Min(bars.Width, PredictionText.SmallWidth);
        if (fits)
            bars.AddText("");
        foreach (string line in PredictionText.Lines(Probabilities, width, terminal))
            bars.Add(line, Math.Max(width, ProbabilityText.AroundBar));
        return fits ? picture.Beside(bars) : picture;
    }

    private Tile Draw(TerminalProfile terminal, int columns, int rows)
    {
        GrayImage small = ImageText.Fit(Image, columns, rows);
        string[] captions = [.. Captions()];
        var tile = new Tile(Math.Min(columns, Math.Max(small.Width, captions.Max(caption => caption.Length))));
        foreach (string caption in captions)
            tile.AddText(caption);
        foreach (string line in ImageText.Lines(small, terminal))
            tile.Add(line, small.Width);
        return tile;
    }

    private IEnumerable<string> Captions()
    {
        yield return Label is null ? Name : $"{Name}: {Label}";
        if (Probabilities is { } probabilities)
        {
            int best = Keratin.Digits.Recognition.Probabilities.Best(probabilities);
            yield return $"{(Label is { } label && label != best ? "WRONG, taken" : "taken")} for {best}, {probabilities[best] * 100:F1} %";
        }
    }
}
