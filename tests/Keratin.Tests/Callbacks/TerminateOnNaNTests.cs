using Keratin.Callbacks;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Tests.Models;

namespace Keratin.Tests.Callbacks;

public sealed class TerminateOnNaNTests : IDisposable
{
    private readonly StringWriter _text = new();

    public void Dispose() => _text.Dispose();

    [Fact]
    public void It_stops_after_the_first_bad_batch()
    {
        // Targets 1, ∞: the first batch is fine, the second's loss is infinite.
        var recorder = new Recorder();
        History history = Slope().Fit(
            new float[,] { { 1 }, { 2 }, { 3 } }, new float[,] { { 1 }, { float.PositiveInfinity }, { 3 } }, batchSize: 1, epochs: 5, verbose: 0, shuffle: false,
            callbacks: [new TerminateOnNaN(), recorder]);
        Assert.Equal([0], history.Epoch);
        Assert.False(float.IsFinite(history["loss"][0]));
        Assert.Equal(2, recorder.Events.Count(text => text.StartsWith("batch", StringComparison.Ordinal)));
        Assert.Equal("Batch 1: Invalid loss, terminating training\n", _text.ToString());
    }

    [Fact]
    public void It_may_throw()
    {
        var seen = new List<bool>();
        var recorder = new LambdaCallback(onTrainEnd: training => seen.Add(training.IsInterrupted));
        var error = Assert.Throws<NotFiniteNumberException>(() => Slope().Fit(
            new float[,] { { 1 } }, new float[,] { { float.PositiveInfinity } }, verbose: 0, callbacks: [recorder, new TerminateOnNaN { RaiseError = true }]));
        Assert.Equal("TerminateOnNaN: expected a finite loss; got inf at batch 0.", error.Message);
        Assert.Equal([true], seen);
    }

    [Fact]
    public void Finite_losses_are_left_alone() =>
        Assert.Equal(2, Slope().Fit(new float[,] { { 1 } }, new float[,] { { 1 } }, epochs: 2, verbose: 0, callbacks: [new TerminateOnNaN()]).Epoch.Count);

    private Sequential Slope()
    {
        var model = new Sequential { new Input(1), new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) } };
        model.Compile(new SGD(0.01f), "mse");
        model.Terminal = new ConsoleTerminal(_text, IsInteractive: false, HasColor: false, Width: int.MaxValue, HasLines: true);
        return model;
    }
}
