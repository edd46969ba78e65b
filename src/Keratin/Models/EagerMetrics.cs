using System.Runtime.CompilerServices;
using Keratin.Data;
using Keratin.Graph;
using Keratin.Losses;
using Keratin.Metrics;

namespace Keratin.Models;

/// <summary>Metrics and losses on numbers, without a model around them.</summary>
/// <remarks>A metric goes the same road as in training: traced, planned, run. Plans are kept with it, one for each combination of shapes.</remarks>
/// <example>
/// <code>
/// var accuracy = new BinaryAccuracy();
/// accuracy.UpdateState(new float[] { 1, 1, 0, 0 }, new float[] { 0.98f, 1, 0, 0.6f });
/// float result = accuracy.Result();                                          // 0.75
/// Tensor&lt;float&gt; loss = new MeanSquaredError().Evaluate(yTrue, yPred);         // one number, shape (1,)
/// </code>
/// </example>
public static class EagerMetrics
{
    private static readonly ConditionalWeakTable<Metric, Dictionary<Shapes, IPlan>> s_plans = [];

    /// <summary>Takes a batch into account: Keras' <c>metric.update_state(y_true, y_pred)</c>.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="yTrue">What was right.</param>
    /// <param name="yPred">What a model says.</param>
    /// <param name="sampleWeight">A weight for each sample; null weighs all alike.</param>
    /// <param name="mask">1 where the output counts, 0 where it does not; null counts all.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static void UpdateState(this Metric metric, Samples yTrue, Samples yPred, Samples? sampleWeight = null, Samples? mask = null)
    {
        ArgumentNullException.ThrowIfNull(metric);
        Run(metric, [yTrue, yPred, sampleWeight, mask], nodes => metric.UpdateState(nodes[0]!, nodes[1]!, nodes[2], nodes[3]));
    }

    /// <summary>Takes a batch into account and says the result so far: Keras' <c>metric(y_true, y_pred)</c>.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="yTrue">What was right.</param>
    /// <param name="yPred">What a model says.</param>
    /// <param name="sampleWeight">A weight for each sample; null weighs all alike.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static float Evaluate(this Metric metric, Samples yTrue, Samples yPred, Samples? sampleWeight = null)
    {
        metric.UpdateState(yTrue, yPred, sampleWeight);
        return metric.Result();
    }

    /// <summary>Takes numbers into account.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="values">The numbers.</param>
    public static void Update(this Mean mean, params float[] values) => mean.Update((Samples)values, null);

    /// <summary>Takes numbers into account, weighed.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="values">The numbers, the samples first.</param>
    /// <param name="sampleWeight">What each counts.</param>
    public static void Update(this Mean mean, Samples values, Samples? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        Run(mean, [values, sampleWeight], nodes => mean.Update(nodes[0]!, nodes[1]));
    }

    /// <summary>Takes numbers into account.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="values">The numbers.</param>
    public static void Update(this Sum sum, params float[] values) => sum.Update((Samples)values, null);

    /// <summary>Takes numbers into account, weighed.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="values">The numbers, the samples first.</param>
    /// <param name="sampleWeight">What each counts.</param>
    public static void Update(this Sum sum, Samples values, Samples? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(sum);
        Run(sum, [values, sampleWeight], nodes => sum.Update(nodes[0]!, nodes[1]));
    }

    /// <summary>The loss of a batch: Keras' <c>loss(y_true, y_pred)</c>.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="yTrue">What was right.</param>
    /// <param name="yPred">What a model says.</param>
    /// <param name="sampleWeight">A weight for each sample; null weighs all alike.</param>
    /// <param name="mask">1 where a loss counts, 0 where it does not; null counts all.</param>
    /// <returns>One number, shape <c>(1,)</c>; without reduction the losses of the samples.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Tensor<float> Evaluate(this Loss loss, Samples yTrue, Samples yPred, Samples? sampleWeight = null, Samples? mask = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Samples?[] given = [yTrue, yPred, sampleWeight, mask];
        using var trace = new Trace(training: false);
        KerasTensor?[] nodes = Nodes(given);
        KerasTensor result = loss.Compute(nodes[0]!, nodes[1]!, nodes[2], nodes[3]);
        using IExecution execution = Run(Backend.Plan(new TracedGraph(Given(nodes), [result])), given);
        return execution.Output(0).ToArray().ToTensor(result.Shape);
    }

    private static void Run(Metric metric, Samples?[] given, Action<KerasTensor?[]> update)
    {
        var shapes = new Shapes(given);
        Dictionary<Shapes, IPlan> plans = s_plans.GetOrCreateValue(metric);
        // A metric has one state: two batches at once would lose one of them.
        lock (plans)
        {
            if (!plans.TryGetValue(shapes, out IPlan? plan))
                plans[shapes] = plan = Plan(given, update);
            Run(plan, given).Dispose();
        }
    }

    private static IPlan Plan(Samples?[] given, Action<KerasTensor?[]> update)
    {
        using var trace = new Trace(training: false);
        KerasTensor?[] nodes = Nodes(given);
        update(nodes);
        return Backend.Plan(new TracedGraph(Given(nodes), [], trace.Updates));
    }

    private static IExecution Run(IPlan plan, Samples?[] given)
    {
        IExecution execution = plan.Rent();
        int input = 0;
        foreach (Samples samples in given.OfType<Samples>())
            samples.Copy(0, samples.Count, execution.Input(input++));
        execution.Run();
        return execution;
    }

    private static KerasTensor?[] Nodes(Samples?[] given) => Array.ConvertAll(given, samples => samples is null ? null : Ops.Input(samples.Shape));

    private static KerasTensor[] Given(KerasTensor?[] nodes) => [.. nodes.OfType<KerasTensor>()];

    // The shapes of what is given; what is not has none.
    private readonly struct Shapes(Samples?[] given) : IEquatable<Shapes>
    {
        private readonly Shape?[] _shapes = Array.ConvertAll(given, samples => samples?.Shape);

        public bool Equals(Shapes other) => Enumerable.SequenceEqual(_shapes, other._shapes);

        public override bool Equals(object? obj) => obj is Shapes other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (Shape? shape in _shapes)
                hash.Add(shape);
            return hash.ToHashCode();
        }
    }
}
