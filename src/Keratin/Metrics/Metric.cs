using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>A number that is gathered over an epoch: variables, how a batch changes them, and what they say.</summary>
/// <remarks>
/// <para>A metric of one's own derives from this, or from <see cref="Mean"/> where it is a mean over samples; where a function is enough,
/// <see cref="MetricFunction"/> takes one.</para>
/// <para><b>Alone.</b> With <c>using Keratin.Models</c> a metric works on numbers, too: <c>metric.UpdateState(yTrue, yPred)</c>, then
/// <see cref="Result"/>; or both at once, <c>metric.Evaluate(yTrue, yPred)</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// // The largest error of an epoch.
/// public sealed class LargestError : Metric
/// {
///     private readonly Variable _largest;
///
///     public LargestError() : base("largest_error") =&gt; _largest = AddVariable("largest");
///
///     public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null) =&gt;
///         _largest.Assign(_largest.ToKerasTensor().Maximum((target - output).Absolute().Max()));
///
///     public override float Result() =&gt; _largest.Span[0];
/// }
///
/// model.Compile("adam", "mse", [new LargestError()]);
/// </code>
/// </example>
public abstract class Metric
{
    private readonly List<Variable> _variables = [];
    private readonly Dictionary<Variable, Variable> _lost = [];

    // Keys of a file that this class does not know, kept for the next file.
    private JsonObject? _unknown;

    /// <summary>A metric of that name.</summary>
    /// <param name="name">Its name in logs.</param>
    protected Metric(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Its name in logs.</summary>
    public string Name { get; init; }

    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>Which way it gets better, for callbacks that look for the best epoch.</summary>
    public virtual MetricDirection Direction => MetricDirection.Unknown;

    /// <summary>What is gathered. Some metrics know its shape only once they have seen a batch.</summary>
    public IReadOnlyList<Variable> Variables => _variables;

    /// <summary>What Keras writes into a file.</summary>
    public virtual JsonObject Config => new() { ["name"] = Name, ["dtype"] = "float32" };

    /// <summary>
    /// What was gathered says so far, as one number, for logs; 0 if nothing was. Of several numbers their mean, which is what Keras' bar shows.
    /// </summary>
    public abstract float Result();

    /// <summary>
    /// All numbers of the result: one for each threshold, or for each class, where the metric has several; else <see cref="Result"/> alone.
    /// </summary>
    /// <returns>Shape <c>(count,)</c>.</returns>
    public virtual Tensor<float> ResultTensor() => new[] { Result() }.ToTensor([1]);

    /// <summary>While a step is traced: takes a batch into account.</summary>
    /// <param name="target">What was right.</param>
    /// <param name="output">What the model says.</param>
    /// <param name="sampleWeight">A weight for each sample; null weighs all alike.</param>
    public abstract void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null);

    /// <summary>While a step is traced: takes a batch into account of which a part does not count.</summary>
    /// <remarks>As in Keras, metrics that are means of a formula leave out what is masked; others do not know masks, unless they override this.</remarks>
    /// <param name="target">What was right.</param>
    /// <param name="output">What the model says.</param>
    /// <param name="sampleWeight">A weight for each sample; null weighs all alike.</param>
    /// <param name="mask">1 where the output counts, 0 where it does not, as <c>(batch, time)</c>; null counts all.</param>
    public virtual void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight, KerasTensor? mask) =>
        UpdateState(target, output, sampleWeight);

    /// <summary>Begins anew.</summary>
    public virtual void ResetState()
    {
        foreach (Variable variable in _variables.Concat(_lost.Values))
            variable.Span.Clear();
    }

    /// <summary>A variable to gather in, 0 at the beginning of each epoch.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape; a number by default.</param>
    protected Variable AddVariable(string name, Shape? shape = null)
    {
        var variable = new Variable(name, shape ?? Shape.Scalar, trainable: false) { Path = $"{Name}/{name}" };
        _variables.Add(variable);
        return variable;
    }

    /// <summary>While a step is traced: adds to a variable without losing digits.</summary>
    /// <remarks>
    /// Floats are whole to 2²⁴: counts of pixels go beyond, where 1 more would change nothing. So what an addition rounds away (D. E. Knuth: "The
    /// art of computer programming", volume 2, 4.2.2, theorem B) is kept and added with the next batch; the sum stays within one rounding of what
    /// exact arithmetic gives.
    /// </remarks>
    /// <param name="sum">One of this metric's variables.</param>
    /// <param name="addend">What is added, of its shape.</param>
    protected void Accumulate(Variable sum, KerasTensor addend)
    {
        ArgumentNullException.ThrowIfNull(sum);
        if (!_lost.TryGetValue(sum, out Variable? lost))
            _lost[sum] = lost = new Variable($"{sum.Name}_lost", sum.Shape, trainable: false) { Path = $"{sum.Path}_lost" };
        KerasTensor before = sum, added = addend + lost, after = before + added;
        KerasTensor taken = after - before;
        lost.Assign((before - (after - taken)) + (added - taken));
        sum.Assign(after);
    }

    internal JsonObject Serialize()
    {
        JsonObject config = Config;
        foreach (var (key, value) in _unknown ?? [])
            config.TryAdd(key, value?.DeepClone());
        return Serialized.Wrap("keras.metrics", ClassName, config);
    }

    /// <summary>Keeps what a file says of this metric, for the next file.</summary>
    internal void Keep(JsonObject config) => _unknown = config.DeepClone().AsObject();
}
