using Keratin.Layers;
using Keratin.Models;
using Keratin.Tests.Saving;
using Keratin.Tests.Visualization.Diagrams;
using Keratin.Visualization;

namespace Keratin.Tests.Visualization.Reporting;

public class ReportTests
{
    [Fact]
    public void The_pages_are_the_ones_that_were_looked_at()
    {
        GoldenText.Check("training-report.html", SampleRuns.TextOf(SampleRuns.Usual().ToHtml()), "Reporting");
        GoldenText.Check("stopped-report.html", SampleRuns.TextOf(SampleRuns.Usual(3).ToHtml()), "Reporting");
        GoldenText.Check("runs-report.html", SampleRuns.TextOf(Two().ToHtml()), "Reporting");
    }

    [Fact]
    public void A_page_is_the_same_every_time_and_needs_nothing_from_elsewhere()
    {
        string page = SampleRuns.Usual().ToHtml();
        Assert.Equal(page, SampleRuns.Usual().ToHtml());
        Assert.DoesNotContain('\r', page);
        Assert.Contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page.Replace("default-src", "").Replace("style-src", "").Replace("img-src", ""), StringComparison.Ordinal);
        // Addresses: the name space of SVG alone.
        Assert.Empty(page.Replace("http://www.w3.org/2000/svg", "").Split("://").Skip(1));
    }

    [Fact]
    public void What_is_named_to_break_out_of_the_page_does_not()
    {
        string[] pages = [SampleRuns.Hostile().ToHtml(), new RunsReport([(SampleRuns.Nasty, SampleRuns.Hostile().ToRecord()), ("b", SampleRuns.Hostile().ToRecord())]).ToHtml()];
        foreach (string page in pages)
        {
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
            Assert.DoesNotContain('\0', page);
            Assert.Contains("&lt;script&gt;alert(&quot;&amp;&#39;", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_least_that_can_be_said_is_a_page_too()
    {
        var model = new Sequential { new Input(2), new Dense(2) };
        var report = new TrainingReport(model, new Keratin.Callbacks.History());
        string page = report.ToHtml();
        Assert.Contains("No epoch was finished.", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Test</h2>", page, StringComparison.Ordinal);
        Assert.Equal((0, 6, null), (report.ToRecord().Epochs, report.ToRecord().Parameters, report.ToRecord().SamplesPerSecond));
        Assert.Contains(("threads", $"{Backend.Threads}"), report.ToRecord().Environment);
    }

    [Fact]
    public void Settings_are_read_from_the_model_and_what_was_said_wins()
    {
        RunRecord run = SampleRuns.Usual().ToRecord();
        Assert.Contains(("learning rate", "0.25"), run.Settings);
        Assert.Contains(("optimizer: momentum", "0.5"), run.Settings);
        Assert.Equal(["my own name for it"], run.Settings.Where(setting => setting.Name == "loss").Select(setting => setting.Value));
        Assert.Equal((4.0 / 6, 1000.0), (run.Results[0].Value, run.SamplesPerSecond));
        Assert.Equal(1, run.Confusion![2, 1]);
    }

    [Fact]
    public void A_stopped_training_says_so_and_claims_no_speed()
    {
        RunRecord run = SampleRuns.Usual(3).ToRecord();
        Assert.True(run.IsStopped);
        Assert.Null(run.SamplesPerSecond);
        Assert.Contains("The training was stopped after 3 of 4 epochs.", SampleRuns.Usual(3).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_compared_as_text()
    {
        Assert.Equal(
            """
            run    test accuracy  test loss  worst  epochs  training time  samples a second  parameters                 ended
            small        66.67 %     0.1235    NaN       4         2.00 s             1,000          75  2026-03-02 12:00 UTC
            other              –          –      –  2 of 4              –                 –          75  2026-03-02 12:00 UTC

            what        small    other
            batch size  32       64
            momentum    –        0.9
            images      stripes  –
            size        4 × 6    –

            """.ReplaceLineEndings("\n"), Two().ToText());
        Assert.Contains("batch size", new RunsReport([("a", SampleRuns.Usual().ToRecord())]).ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_one_name_get_numbers()
    {
        RunRecord run = SampleRuns.Usual().ToRecord();
        string text = new RunsReport([("a", run), ("a", run), ("a (2)", run)]).ToText();
        Assert.Equal(["a", "a (2)", "a (2) (2)"], text.Split('\n').Skip(1).Take(3).Select(line => line[..9].TrimEnd()));
    }

    [Fact]
    public void Runs_that_cannot_be_compared_are_refused()
    {
        Assert.StartsWith("RunsReport: expected at least one run; got none.", Assert.Throws<ArgumentException>(() => new RunsReport([])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "RunsReport: expected runs with the same classes; got 3 in 'a' and 2 in 'b'.",
            Assert.Throws<ArgumentException>(() => new RunsReport([("a", SampleRuns.Usual().ToRecord()), ("b", SampleRuns.Hostile().ToRecord())])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_use_is_refused()
    {
        var table = new ReportTable("t", "a", "b");
        Assert.Equal("ReportTable 't': expected 2 cells; got 1. (Parameter 'cells')", Assert.Throws<ArgumentException>(() => table.Add("x")).Message);
        Assert.Throws<ArgumentException>(() => new ReportTable("t"));
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => new ReportPage("x").Save(folder.At("nowhere/x.html")));
        var report = new TrainingReport(new Sequential { new Input(2), new Dense(2) }, Histories.Usual())
        {
            Labels = new[] { 0, 1 },
            Predictions = new[] { 0, 1 },
            ClassNames = ["a"],
        };
        Assert.Equal("TrainingReport: expected 2 class names; got 1.", Assert.Throws<ArgumentException>(report.ToHtml).Message);
    }

    // One with all there is, one that was stopped and not tested.
    private static RunsReport Two()
    {
        TrainingReport usual = SampleRuns.Usual();
        var stopped = new TrainingReport(new Sequential([new Input(4, 6), new Flatten(), new Dense(3)], "other"), Histories.Usual(2))
        {
            Created = SampleRuns.Noon,
            Epochs = 4,
            Settings = [.. usual.ToRecord().Settings.Where(setting => setting.Name != "batch size"), ("batch size", "64"), ("momentum", "0.9")],
            Environment = usual.Environment,
        };
        return new RunsReport([("small", usual.ToRecord()), ("other", stopped.ToRecord())]);
    }
}
