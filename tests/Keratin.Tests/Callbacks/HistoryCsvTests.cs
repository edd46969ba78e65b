using Keratin.Callbacks;

namespace Keratin.Tests.Callbacks;

public class HistoryCsvTests
{
    [Fact]
    public void What_was_written_reads_back_the_same()
    {
        var history = new History();
        history.OnEpochEnd(new FakeTraining(), 3, new Logs { ["loss"] = 0.1f, ["odd, \"name\""] = 1 / 3f });
        history.OnEpochEnd(new FakeTraining(), 4, new Logs { ["loss"] = 1e-30f, ["val_loss"] = float.NaN });
        History read = History.FromCsv(history.ToCsv());
        Assert.Equal([3, 4], read.Epoch);
        Assert.Equal(["loss", "odd, \"name\"", "val_loss"], read.Keys);
        Assert.Equal([0.1f, 1e-30f], read["loss"]);
        Assert.Equal([1 / 3f], read["odd, \"name\""]);
        Assert.Equal([float.NaN], read["val_loss"]);
        Assert.Equal(history.ToCsv(), read.ToCsv());
    }

    [Fact]
    public void Files_of_other_programs_are_read_too()
    {
        History read = History.FromCsv("epoch;loss;val_loss\r\n0;0.5;NA\r\n1;2.5E-1;inf\r\n", ";");
        Assert.Equal([0.5f, 0.25f], read["loss"]);
        Assert.Equal([float.PositiveInfinity], read["val_loss"]);
    }

    [Theory]
    [InlineData("", "a first line that begins with 'epoch'")]
    [InlineData("loss\n1\n", "a first line that begins with 'epoch'")]
    [InlineData("epoch,loss,loss\n", "names each column once")]
    [InlineData("epoch,loss\n0\n", "line 2: expected 2 values; got 1")]
    [InlineData("epoch,loss\n0,1\n1,x\n", "line 3, loss: expected a number; got 'x'")]
    [InlineData("epoch,loss\nx,1\n", "line 2: expected the number of an epoch; got 'x'")]
    [InlineData("epoch,\"loss\n0,1\n", "a quote that is not closed")]
    public void Anything_else_is_refused_by_line(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => History.FromCsv(text)).Message);
}
