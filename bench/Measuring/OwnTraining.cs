using System.Diagnostics;
using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Models;

namespace Keratin.Bench.Measuring;

/// <summary>One network that Keratin trains through the public <c>Fit</c>.</summary>
internal sealed class OwnTraining
{
    private readonly Model _model;
    private readonly int _batch;
    private readonly (Samples X, Samples Y) _data;

    public OwnTraining(NetworkProgram program, int samples, int? batch = null)
    {
        (_model, _batch, _data) = (program.CreateCompiled(), batch ?? program.Batch, TrainingData.Take(program, samples));
    }

    /// <summary>Weights that are trained.</summary>
    public long Parameters => _model.TrainableWeights.Sum(weight => weight.Shape.Elements);

    /// <summary>Trains with all samples: shuffling, batching, forward, loss, backward, optimizer, metrics.</summary>
    public double Seconds(int epochs = 1, params Callback[] callbacks)
    {
        long begin = Stopwatch.GetTimestamp();
        _model.Fit(_data.X, _data.Y, batchSize: _batch, epochs: epochs, verbose: 0, callbacks: callbacks);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds / epochs;
    }
}
