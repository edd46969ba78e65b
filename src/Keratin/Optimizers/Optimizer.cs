using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>How weights follow gradients. The formula is traced like everything else, and runs as one pass over each weight.</summary>
/// <remarks>
/// <para>Order of a step, as in Keras: unscale the gradients, accumulate, clip, decay, update, moving average, constraints, count.</para>
/// <para>A formula of one's own derives from this class: it makes slots in <see cref="BuildSlots"/>, gives the next value of a weight in
/// <see cref="Update"/>, and adds its numbers to the configuration in <see cref="WriteConfig"/>. What is common comes free.</para>
/// </remarks>
/// <example>
/// <code>
/// sealed class HeavyBall(float learningRate, float momentum) : Optimizer(learningRate)
/// {
///     private Variable[] _velocities = [];
///
///     protected override void BuildSlots(IReadOnlyList&lt;Variable&gt; weights) =>
///         _velocities = [.. weights.Select(weight => AddSlot(weight, "velocity"))];
///
///     protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
///     {
///         KerasTensor velocity = (_velocities[index] * Ops.Constant(momentum)) + gradient;
///         _velocities[index].Assign(velocity);
///         return weight - (rate * velocity);
///     }
///
///     protected override void WriteConfig(JsonObject config) => config["momentum"] = momentum;
/// }
/// </code>
/// </example>
public abstract partial class Optimizer
{
    private readonly List<Variable> _slots = [];
    private readonly List<Variable> _accumulators = [];
    private readonly List<Variable> _averages = [];
    private readonly Dictionary<Variable, int> _indices = [];
    private readonly Variable _updates;
    private IReadOnlyList<Variable> _trained = [];
    private string? _name;
    private float? _weightDecay, _clipNorm, _globalClipNorm, _clipValue, _lossScaleFactor;
    private int? _gradientAccumulationSteps, _emaOverwriteFrequency;
    private bool _useEma;
    private float _emaMomentum = 0.99f;

    /// <summary>An optimizer whose steps have this size.</summary>
    /// <param name="learningRate">A number, or a schedule that gives one for each step.</param>
    protected Optimizer(LearningRateSchedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        LearningRateVariable = new Variable("learning_rate", Shape.Scalar, trainable: false);
        BatchesVariable = new Variable("iteration", Shape.Scalar, trainable: false);
        _updates = new Variable("updates", Shape.Scalar, trainable: false);
        if (learningRate is ConstantRate { Value: var value })
            LearningRateVariable.Span[0] = Require.NotNegative(value, nameof(learningRate));
        else
            LearningRateSchedule = learningRate;
    }

    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>What paths of slots begin with and files keep; the class name in snake_case by default: <c>adam_w</c>.</summary>
    public string Name
    {
        get => _name ?? Serialized.ToSnakeCase(ClassName);
        init => _name = value;
    }

    /// <summary>What gives the size of each step, counted in batches from 0; null where it is a number that can be set.</summary>
    public LearningRateSchedule? LearningRateSchedule { get; }

    /// <summary>Size of a step. It may be changed at any time, during training too; with a schedule it is the schedule's value for the next batch.</summary>
    /// <exception cref="InvalidOperationException">It is set, but a schedule gives it.</exception>
    public float LearningRate
    {
        get => LearningRateSchedule is { } schedule ? schedule.At((long)BatchesVariable.Span[0]) : LearningRateVariable.Span[0];
        set => LearningRateVariable.Span[0] = LearningRateSchedule is null ? Require.NotNegative(value) : throw new InvalidOperationException(
            $"{ClassName}: expected a learning rate that can be set; got one that the schedule {LearningRateSchedule.ClassName} gives.\n" +
            "  hint:     make the optimizer with a number, and callbacks can change it");
    }

    /// <summary>Number of updates so far. Where gradients are accumulated that is less than the number of batches.</summary>
    public Variable Iterations => GradientAccumulationSteps is null ? BatchesVariable : _updates;

    /// <summary>Each update first shrinks each weight by <c>weight · weightDecay · learningRate</c>; none by default.</summary>
    /// <remarks>Decoupled from the gradient: Loshchilov, Hutter: "Decoupled weight decay regularization", 2019.</remarks>
    public float? WeightDecay
    {
        get => _weightDecay;
        init => _weightDecay = value;
    }

    /// <summary>A gradient longer than this is shortened to it, variable by variable; null or 0 for none.</summary>
    public float? ClipNorm
    {
        get => _clipNorm;
        init => _clipNorm = value;
    }

    /// <summary>Gradients longer than this together are shortened to it by one factor; null or 0 for none.</summary>
    public float? GlobalClipNorm
    {
        get => _globalClipNorm;
        init => _globalClipNorm = value;
    }

    /// <summary>Each element of a gradient is kept between minus and plus this; null or 0 for none.</summary>
    public float? ClipValue
    {
        get => _clipValue;
        init => _clipValue = value;
    }

    /// <summary>Whether a moving average of the weights is kept; at the end of <c>Fit</c> the weights take its values.</summary>
    public bool UseEma
    {
        get => _useEma;
        init => _useEma = value;
    }

    /// <summary>How much of the moving average stays at each step.</summary>
    public float EmaMomentum
    {
        get => _emaMomentum;
        init => _emaMomentum = Require.Fraction(value);
    }

    /// <summary>After each so many updates the weights take the values of their moving averages; null for not before the end.</summary>
    public int? EmaOverwriteFrequency
    {
        get => _emaOverwriteFrequency;
        init => _emaOverwriteFrequency = value is { } frequency ? Require.Positive(frequency, nameof(EmaOverwriteFrequency)) : null;
    }

    /// <summary>The loss is multiplied by this before gradients are taken, and they are divided by it again; null for 1.</summary>
    /// <remarks>Keeps tiny gradients of narrow number formats from vanishing. In float32 it is not needed, but files have it.</remarks>
    public float? LossScaleFactor
    {
        get => _lossScaleFactor;
        init => _lossScaleFactor = value;
    }

    /// <summary>Weights are updated after so many batches, with the mean of their gradients; at least 2, or null for after each batch.</summary>
    public int? GradientAccumulationSteps
    {
        get => _gradientAccumulationSteps;
        init => _gradientAccumulationSteps = CheckSteps(value);
    }

    /// <summary>Whether the slots exist.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>What a file keeps: moving averages, accumulated gradients, then the slots, in Keras' order. Iteration and learning rate come before them.</summary>
    public IReadOnlyList<Variable> Slots => [.. _averages, .. _accumulators, .. _slots];

    /// <summary>Numbers that a file keeps: iteration, learning rate where it is no schedule, averages, accumulators and slots.</summary>
    public long CountParams() => IsBuilt ? FileVariables.Sum(variable => variable.Shape.Elements) : 0;

    /// <summary>The weights it was built for.</summary>
    internal IReadOnlyList<Variable> Weights => _trained;

    /// <summary>The moving averages of <see cref="Weights"/>; none unless <see cref="UseEma"/>.</summary>
    internal IReadOnlyList<Variable> Averages => _averages;

    /// <summary>Number of batches so far: what files call the iteration.</summary>
    internal Variable BatchesVariable { get; }

    /// <summary>The learning rate as the step reads it; of no use where a schedule gives it.</summary>
    internal Variable LearningRateVariable { get; }

    /// <summary>All that a file keeps, in its order.</summary>
    internal IReadOnlyList<Variable> FileVariables =>
        LearningRateSchedule is null ? [BatchesVariable, LearningRateVariable, .. Slots] : [BatchesVariable, .. Slots];

    /// <summary>Makes the slots for these weights, unless they exist.</summary>
    /// <param name="weights">The trainable weights, in the model's order.</param>
    /// <exception cref="InvalidOperationException">It was built for other weights.</exception>
    public void Build(IReadOnlyList<Variable> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (IsBuilt && weights.All(_indices.ContainsKey))
            return;
        if (IsBuilt)
            throw new InvalidOperationException(
                $"{ClassName}: expected the weights it was built for; got others. An optimizer keeps slots for one model's trainable weights.\n" +
                "  hint:     after unfreezing layers, and for another model, compile with a new optimizer");
        CheckClipping();
        _trained = [.. weights];
        for (int i = 0; i < weights.Count; i++)
            _indices[weights[i]] = i;
        if (UseEma)
            _averages.AddRange(weights.Select(weight => NewSlot(weight, "average")));
        if (GradientAccumulationSteps is not null)
            _accumulators.AddRange(weights.Select(weight => NewSlot(weight, "gradient_accumulator")));
        BuildSlots(_trained);
        IsBuilt = true;
    }

    /// <summary>Gives the weights the values of their moving averages, where those are kept. <c>Fit</c> does it at its end, as Keras does.</summary>
    public void FinalizeVariableValues()
    {
        for (int i = 0; i < _averages.Count && BatchesVariable.Span[0] > 0; i++)
            _trained[i].Assign(_averages[i].Span);
    }

    /// <summary>Makes the slots. By default there are none.</summary>
    /// <param name="weights">The trainable weights.</param>
    protected virtual void BuildSlots(IReadOnlyList<Variable> weights)
    {
    }

    /// <summary>Called once a step before the weights' updates: for what all of them share.</summary>
    /// <param name="rate">Learning rate.</param>
    /// <param name="step">Number of this update, from 1.</param>
    protected virtual void BeginStep(KerasTensor rate, KerasTensor step)
    {
    }

    /// <summary>The next value of a weight; assigns its slots.</summary>
    /// <param name="index">Which weight, in the order of <see cref="BuildSlots"/>.</param>
    /// <param name="weight">Its value, decayed.</param>
    /// <param name="gradient">Its gradient, clipped.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="step">Number of this update, from 1.</param>
    protected abstract KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step);

    /// <summary>A slot of a weight's shape. Files keep slots in the order in which they are added.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="name">What the slot is: <c>momentum</c>.</param>
    /// <param name="initialValue">What it is filled with.</param>
    protected Variable AddSlot(Variable weight, string name, float initialValue = 0)
    {
        ArgumentNullException.ThrowIfNull(weight);
        Variable slot = NewSlot(weight, name);
        slot.Span.Fill(initialValue);
        _slots.Add(slot);
        return slot;
    }

    /// <summary>A slot of any shape: of a part of a weight, or a number for all weights together.</summary>
    /// <param name="name">What the slot is.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initialValue">What it is filled with.</param>
    protected Variable AddVariable(string name, Shape shape, float initialValue = 0)
    {
        var slot = new Variable(name, shape, trainable: false) { Path = $"{Name}/{name}" };
        slot.Span.Fill(initialValue);
        _slots.Add(slot);
        return slot;
    }

    private Variable NewSlot(Variable weight, string name) =>
        new(name, weight.Shape, trainable: false) { Path = $"{Name}/{weight.Path.Replace('/', '_')}_{name}" };

    private static int? CheckSteps(int? gradientAccumulationSteps) => gradientAccumulationSteps is null or >= 2 ? gradientAccumulationSteps
        : throw new ArgumentOutOfRangeException(
            nameof(gradientAccumulationSteps), gradientAccumulationSteps, "Gradients are accumulated over at least 2 batches; null is for none.");

    private void CheckClipping()
    {
        if (new[] { ClipNorm, GlobalClipNorm, ClipValue }.Count(value => value is not null) > 1)
            throw new ArgumentException($"{ClassName}: expected at most one of ClipNorm, GlobalClipNorm, ClipValue; got several.");
    }
}
