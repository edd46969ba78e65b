using System.Diagnostics;
using Keratin.Data;
using Keratin.Models;

namespace Keratin.Bench.Measuring;

/// <summary>A network of the applications with one batch of noise, for which the way through <c>Fit</c> and <c>Predict</c> is timed.</summary>
internal sealed class OwnNetwork
{
    private readonly Model _model;
    private readonly (Samples X, Samples Y) _data;
    private readonly int _batch;

    public OwnNetwork(NetworkProgram program)
    {
        long begin = Stopwatch.GetTimestamp();
        (_model, _batch) = (program.CreateCompiled(), program.Batch);
        BuildSeconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        _data = TrainingData.Noise(_model.InputShapes[0], _batch, _model.OutputShape![^1]);
    }

    /// <summary>Until the model had its weights.</summary>
    public double BuildSeconds { get; }

    /// <summary>All parameters, as Keras counts them.</summary>
    public long Parameters => _model.CountParams();

    /// <summary>Parameters that are trained, as PyTorch counts them.</summary>
    public long Trained => _model.TrainableWeights.Sum(weight => weight.Shape.Elements);

    /// <summary>The shape of one image.</summary>
    public string Input => $"{_model.InputShapes[0][1]}² × {_model.InputShapes[0][3]}";

    /// <summary>One training step with loss and accuracy.</summary>
    public double TrainingStep() => Time(() => _model.Fit(_data.X, _data.Y, batchSize: _batch, verbose: 0));

    /// <summary>One batch through <c>Predict</c>.</summary>
    public double Forward() => Time(() => _model.Predict(_data.X, batchSize: _batch));

    private static double Time(Action run)
    {
        long begin = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
