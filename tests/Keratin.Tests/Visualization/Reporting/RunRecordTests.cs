using System.Globalization;
using System.Text;
using Keratin.Tests.Saving;
using Keratin.Visualization;

namespace Keratin.Tests.Visualization.Reporting;

public class RunRecordTests
{
    private static readonly string s_json = SampleRuns.Usual().ToRecord().ToJson();

    [Fact]
    public void What_is_written_is_read_back_and_written_again_alike()
    {
        foreach (RunRecord run in (RunRecord[])[SampleRuns.Usual().ToRecord(), SampleRuns.Usual(2).ToRecord(), SampleRuns.Hostile().ToRecord()])
        {
            RunRecord read = RunRecord.FromJson(run.ToJson());
            Assert.Equal(run.ToJson(), read.ToJson());
            Assert.Equal((run.Name, run.Created, run.Command, run.Epochs, run.Parameters), (read.Name, read.Created, read.Command, read.Epochs, read.Parameters));
            Assert.Equal(run.Settings, read.Settings);
            Assert.Equal(run.Results, read.Results);
            Assert.Equal(run.ClassNames, read.ClassNames);
            Assert.Equal(run.History.ToCsv(), read.History.ToCsv());
            Assert.Equal(run.Confusion!.Correct, read.Confusion!.Correct);
        }
    }

    [Fact]
    public void Numbers_that_JSON_does_not_know_and_values_that_are_missing_survive()
    {
        var report = new TrainingReport(SampleCharts.SmallModel(), Histories.Of(
            ("loss", [float.NaN, float.PositiveInfinity, float.NegativeInfinity]), ("val_loss", [null, 0.1f, null])));
        string json = report.ToRecord().ToJson();
        Assert.Contains("\"loss\": [\"NaN\", \"Infinity\", \"-Infinity\"]", json, StringComparison.Ordinal);
        Assert.Contains("\"val_loss\": [null, 0.1, null]", json, StringComparison.Ordinal);
        Assert.Equal("epoch,loss,val_loss\n0,NaN,\n1,Infinity,0.1\n2,-Infinity,\n", RunRecord.FromJson(json).History.ToCsv());
    }

    [Fact]
    public void Files_are_written_and_read()
    {
        using var folder = new TemporaryFolder();
        SampleRuns.Usual().ToRecord().Save(folder.At("run.json"));
        Assert.Equal(s_json, File.ReadAllText(folder.At("run.json")));
        Assert.Equal(s_json, RunRecord.Load(folder.At("run.json")).ToJson());
        Assert.Throws<FileNotFoundException>(() => RunRecord.Load(folder.At("none.json")));
    }

    [Theory]
    [InlineData("", "expected a run record in JSON")]
    [InlineData("{", "expected a run record in JSON")]
    [InlineData("[]", "expected an object; got [].")]
    [InlineData("{}", "format \"keratin-run\"")]
    [InlineData("{\"format\": \"keratin-run\"}", "expected the member version; got none.")]
    [InlineData("{\"format\": \"keratin-run\", \"version\": 2}", "version: expected 1, the version that this Keratin reads; got 2.")]
    [InlineData("{\"format\": \"else\", \"version\": 1}", "format \"keratin-run\"")]
    public void What_is_no_record_is_refused(string json, string said) => Refuses(json, said);

    [Theory]
    [InlineData("\"name\": \"small\"", "\"name\": 3", "name: expected a text; got 3.")]
    [InlineData("\"name\": \"small\",", "", "expected the member name; got none.")]
    [InlineData("\"name\": \"small\"", "\"name\": \"small\", \"name\": \"small\"", "in JSON")]
    [InlineData("\"name\": \"small\"", "\"name\": \"small\", \"more\": 1", "more: expected no such member; got 1.")]
    [InlineData("\"name\": \"small\"", "\"name\": \"\\uD800\"", "in UTF-8")]
    [InlineData("2026-03-02T12:00:30Z", "yesterday", "created: expected a time such as")]
    [InlineData("\"epochs\": 4", "\"epochs\": -1", "epochs: expected a whole number from 0")]
    [InlineData("\"epochs\": 4", "\"epochs\": 3", "history: expected at most 3 epochs; got 4.")]
    [InlineData("\"epochs\": 4", "\"epochs\": 1e99", "epochs: expected a whole number")]
    [InlineData("\"seconds\": 2", "\"seconds\": -2", "seconds: expected a number of at least 0")]
    [InlineData("\"seconds\": 2", "\"seconds\": \"NaN\"", "seconds: expected a number of at least 0")]
    [InlineData("\"test loss\": 0.123456", "\"test loss\": \"much\"", "results.test loss: expected a number")]
    [InlineData("\"batch size\": \"32\"", "\"batch size\": 32", "settings.batch size: expected a text; got 32.")]
    [InlineData("[200, 150, 150]", "[200, 150]", "parts: expected the same number of classes in each part")]
    [InlineData("[200, 150, 150]", "[2147483647, 1, 1]", "parts.training: expected at most two thousand million samples")]
    [InlineData("\"bird\"", "\"bird\", \"fish\"", "confusion: expected a row for each of the 4 classes; got 3 rows.")]
    [InlineData("[0, 1, 1]", "[0, 1]", "confusion[2]: expected 3 counts; got 2.")]
    [InlineData("[0, 1, 1]", "[0, 1, -1]", "confusion[2][2]: expected a whole number from 0")]
    [InlineData("[0, 1, 1]", "[2147483647, 0, 0]", "confusion: expected at most two thousand million samples")]
    [InlineData("\"epoch\": [0, 1, 2, 3]", "\"epoch\": [0, 2, 1, 3]", "history.epoch: expected rising numbers")]
    [InlineData("\"epoch\": [0, 1, 2, 3]", "\"epoch\": [0, 1, 2]", "expected 3 values, one an epoch; got 4.")]
    [InlineData("\"epoch\": [0, 1, 2, 3]", "\"epoch\": [0, 1, 2, 3], \"era\": 1", "history.era: expected no such member")]
    [InlineData("\"loss\": [1, 0.5,", "\"loss\": [1e200, 0.5,", "history.values.loss[0]: expected a number that a float can be; got 1e200.")]
    [InlineData("\"loss\": [1, 0.5,", "\"loss\": [[[[[[[1]]]]]], 0.5,", "in JSON")]
    public void A_broken_record_is_refused_with_its_place(string from, string to, string said)
    {
        Assert.Contains(from, s_json, StringComparison.Ordinal);
        Refuses(s_json.Replace(from, to, StringComparison.Ordinal), said);
    }

    [Fact]
    public void What_is_too_large_is_refused()
    {
        Refuses(s_json + new string(' ', 16 << 20), "expected a run record of at most 16 MiB; got a larger file.");
        Refuses(s_json.Replace("\"small\"", $"\"{new string('x', 10_001)}\"", StringComparison.Ordinal), "name: expected at most 10000 characters; got 10001.");
        string many = string.Join(", ", Enumerable.Range(0, 1001).Select(n => $"\"{n.ToString(CultureInfo.InvariantCulture)}\": \"\""));
        Refuses(s_json.Replace("\"batch size\": \"32\"", many, StringComparison.Ordinal), "settings: expected at most 1000 members; got more.");
        using var folder = new TemporaryFolder();
        using (FileStream file = File.Create(folder.At("large.json")))
            file.SetLength(1L << 32);
        Assert.Contains("16 MiB", Assert.Throws<InvalidDataException>(() => RunRecord.Load(folder.At("large.json"))).Message, StringComparison.Ordinal);
    }

    // Damage of any kind is one kind of error.
    [Fact]
    public void A_record_with_any_byte_changed_is_read_or_refused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(s_json);
        for (int i = 0; i < bytes.Length; i += 3)
        {
            byte before = bytes[i];
            bytes[i] = (byte)(before ^ (1 << (i % 8)));
            try
            {
                Keratin.Visualization.Reporting.RecordReader.Parse("x", bytes);
            }
            catch (InvalidDataException)
            {
            }
            bytes[i] = before;
        }
    }

    private static void Refuses(string json, string said)
    {
        string message = Assert.Throws<InvalidDataException>(() => RunRecord.FromJson(json)).Message;
        Assert.StartsWith("RunRecord", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }
}
