using Keratin.Data;
using Keratin.Graph;

namespace Keratin.Models;

// One step at a time, for training loops of one's own.
public partial class Model
{
    /// <summary>One step of training with all of these samples: Keras' <c>train_on_batch</c>.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">Their targets; null where the loss needs none.</param>
    /// <param name="sampleWeight">What each sample counts in the loss.</param>
    /// <param name="classWeight">What samples of a class count in the loss.</param>
    /// <returns>Loss and metrics, gathered since the last <see cref="ResetMetrics"/>.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Evaluation TrainOnBatch(Samples x, Samples? y = null, Samples? sampleWeight = null, IReadOnlyDictionary<int, float>? classWeight = null) =>
        TrainOnBatch(new Batch(x, y, sampleWeight), classWeight);

    /// <summary>One step of training with a batch, for models with several inputs or outputs.</summary>
    /// <param name="batch">Samples, targets and weights.</param>
    /// <param name="classWeight">What samples of a class count in the loss.</param>
    /// <returns>Loss and metrics, gathered since the last <see cref="ResetMetrics"/>.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Evaluation TrainOnBatch(Batch batch, IReadOnlyDictionary<int, float>? classWeight = null) =>
        StepOn(batch, classWeight, training: true, nameof(TrainOnBatch));

    /// <summary>One step of evaluation with all of these samples: Keras' <c>test_on_batch</c>.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">Their targets; null where the loss needs none.</param>
    /// <param name="sampleWeight">What each sample counts in the loss.</param>
    /// <returns>Loss and metrics, gathered since the last <see cref="ResetMetrics"/>.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Evaluation TestOnBatch(Samples x, Samples? y = null, Samples? sampleWeight = null) => TestOnBatch(new Batch(x, y, sampleWeight));

    /// <summary>One step of evaluation with a batch, for models with several inputs or outputs.</summary>
    /// <param name="batch">Samples, targets and weights.</param>
    /// <returns>Loss and metrics, gathered since the last <see cref="ResetMetrics"/>.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Evaluation TestOnBatch(Batch batch) => StepOn(batch, null, training: false, nameof(TestOnBatch));

    /// <summary>The model's output for all of these samples computed together: Keras' <c>predict_on_batch</c>.</summary>
    /// <param name="x">Samples.</param>
    /// <returns>One row for each sample.</returns>
    /// <exception cref="NotSupportedException">The model has several inputs or outputs: <c>PredictAll</c> takes and gives all of them.</exception>
    public Tensor<float> PredictOnBatch(Samples x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Predict(x, batchSize: Math.Max(x.Count, 1));
    }

    /// <summary>Begins loss and metrics anew. <c>Fit</c> does it at each epoch; <see cref="TrainOnBatch(Samples, Samples, Samples, IReadOnlyDictionary{int, float})"/> does not.</summary>
    public void ResetMetrics() => _steps?.ResetMetrics();

    /// <summary>Plans a step of training with such a batch, and runs nothing.</summary>
    /// <returns>The variables that the step changes.</returns>
    internal IReadOnlyList<Variable> PlanTraining(Batch batch, string who)
    {
        Feed feed = Feed.Create(this, batch.X, batch.Y, who);
        StepFunctions steps = StepsFor(feed, who);
        steps.Plan(training: true, feed, feed.Count);
        return steps.Assigned;
    }

    private Evaluation StepOn(Batch batch, IReadOnlyDictionary<int, float>? classWeight, bool training, string method)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RequireCompiled(method);
        string who = $"{this}.{method}";
        IReadOnlyList<Samples>? weights = ClassWeights.Apply(classWeight, batch.SampleWeight.Count == 0 ? null : batch.SampleWeight, batch.Y, who);
        Feed feed = Feed.Create(this, batch.X, batch.Y, who, weights);
        StepFunctions steps = StepsFor(feed, who);
        steps.Plan(training, feed, feed.Count).Run(new BatchSlice(feed, null, 0, feed.Count), this, method);
        return new Evaluation(steps.Results(training), steps.Losses.Count);
    }
}
