using Keratin.Callbacks;
using Keratin.Models;
using Keratin.Tests.Models;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Callbacks;

public sealed class CsvLoggerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.At("log.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_epoch_is_a_line_as_soon_as_it_is_over()
    {
        List<string[]> seen = [];
        var reader = new Recorder { OnEpochEnded = (_, _) => seen.Add(System.IO.File.ReadAllLines(File)) };
        History history = Compiled().Fit(
            SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, validationSplit: 0.2f, callbacks: [new CsvLogger(File), reader]);
        Assert.Equal("epoch,accuracy,loss,val_accuracy,val_loss", seen[0][0]);
        Assert.Equal(2, seen[0].Length);
        Assert.Equal(3, seen[1].Length);
        Assert.Equal(System.IO.File.ReadAllText(File), history.ToCsv());
    }

    [Fact]
    public void Lines_may_be_appended_and_the_header_is_not()
    {
        Model model = Compiled();
        model.Fit(SmallData.X, SmallData.Classes, verbose: 0, callbacks: [new CsvLogger(File, "\t")]);
        var logger = new CsvLogger(File, "\t", append: true);
        model.Fit(SmallData.X, SmallData.Classes, verbose: 0, callbacks: [logger]);
        model.Fit(SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, callbacks: [logger]);
        string[] lines = System.IO.File.ReadAllLines(File);
        Assert.Equal(["epoch\taccuracy\tloss", "0", "0", "0", "1"], lines.Select((line, i) => i == 0 ? line : line.Split('\t')[0]));
        Assert.All(lines, line => Assert.Equal(3, line.Split('\t').Length));
        model.Fit(SmallData.X, SmallData.Classes, verbose: 0, callbacks: [new CsvLogger(File)]);
        Assert.Equal(2, System.IO.File.ReadAllLines(File).Length);
    }

    [Fact]
    public void Where_validation_comes_later_its_columns_are_there_from_the_beginning()
    {
        History history = Compiled().Fit(
            SmallData.X, SmallData.Classes, epochs: 5, verbose: 0, validationSplit: 0.2f, validationFreq: 3, callbacks: [new CsvLogger(File)]);
        string[] losses = [.. System.IO.File.ReadAllLines(File).Select(line => line.Split(',')[^1])];
        Assert.Equal(["val_loss", "NA", "NA", $"{history["val_loss"][0]:R}", "NA", "NA"], losses);
    }

    [Fact]
    public void Numbers_that_are_none_are_written_as_python_does()
    {
        var logger = new CsvLogger(File);
        var training = new FakeTraining();
        logger.OnTrainBegin(training);
        logger.OnEpochEnd(training, 0, new Logs { ["a"] = float.NaN, ["b"] = float.NegativeInfinity, ["c,d"] = 0.1f });
        Assert.Equal("epoch,a,b,\"c,d\"\n0,nan,-inf,0.1\n", System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData("", ",")]
    [InlineData("x.csv", "")]
    [InlineData("x.csv", "\"")]
    public void Names_and_separators_that_are_none_are_refused(string file, string separator) =>
        Assert.Throws<ArgumentException>(() => new CsvLogger(file, separator));

    private static Model Compiled()
    {
        Model model = SmallNet.Listed();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }
}
