using System.Text.Json.Nodes;

namespace Keratin.Optimizers;

/// <summary>How weights follow gradients. The formula is traced like everything else, and runs as one pass over each weight.</summary>
/// <remarks>Order of a step, as in Keras: clip, decay, update, moving average, count.</remarks>
public abstract class Optimizer
{
    private readonly List<Variable> _slots = [];
    private readonly List<Variable> _averages = [];
    private IReadOnlyList<Variable> _trained = [];
    private float? _weightDecay, _clipNorm, _globalClipNorm, _clipValue;
    private bool _useEma;
    private float _emaMomentum = 0.99f;

    private protected Optimizer(float learningRate)
    {
        Require.NotNegative(learningRate, "learningRate");
        LearningRateVariable = new Variable("learning_rate", Shape.Scalar, trainable: false);
        LearningRateVariable.Span[0] = learningRate;
        Iterations = new Variable("iteration", Shape.Scalar, trainable: false);
    }

    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>Size of a step. It may be changed at any time, during training too.</summary>
    public float LearningRate
    {
        get => LearningRateVariable.Span[0];
        set => LearningRateVariable.Span[0] = Require.NotNegative(value);
    }

    /// <summary>Number of steps so far.</summary>
    public Variable Iterations { get; }

    /// <summary>Each step shrinks each weight by <c>weight · weightDecay · learningRate</c> before the update; none by default.</summary>
    public float? WeightDecay
    {
        get => _weightDecay;
        init => _weightDecay = value;
    }

    /// <summary>A gradient longer than this is shortened to it, variable by variable.</summary>
    public float? ClipNorm
    {
        get => _clipNorm;
        init => _clipNorm = value;
    }

    /// <summary>Gradients longer than this together are shortened to it by one factor.</summary>
    public float? GlobalClipNorm
    {
        get => _globalClipNorm;
        init => _globalClipNorm = value;
    }

    /// <summary>Each element of a gradient is kept between minus and plus this.</summary>
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

    /// <summary>Whether the slots exist.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>What a file keeps: the moving averages, then the slots, in Keras' order. Iteration and learning rate come before them.</summary>
    public IReadOnlyList<Variable> Slots => [.. _averages, .. _slots];

    /// <summary>What Keras writes into a file.</summary>
    public JsonObject Config
    {
        get
        {
            JsonObject config = new()
            {
                ["name"] = Serialized.ToSnakeCase(ClassName),
                ["learning_rate"] = LearningRate,
                ["weight_decay"] = WeightDecay,
                ["clipnorm"] = ClipNorm,
                ["global_clipnorm"] = GlobalClipNorm,
                ["clipvalue"] = ClipValue,
                ["use_ema"] = UseEma,
                ["ema_momentum"] = EmaMomentum,
                ["ema_overwrite_frequency"] = null,
                ["loss_scale_factor"] = null,
                ["gradient_accumulation_steps"] = null,
            };
            WriteConfig(config);
            return config;
        }
    }

    /// <summary>Numbers that a file keeps: iteration, learning rate, averages and slots.</summary>
    public long CountParams() => IsBuilt ? 2 + Slots.Sum(slot => slot.Shape.Elements) : 0;

    /// <summary>The weights it was built for.</summary>
    internal IReadOnlyList<Variable> Weights => _trained;

    /// <summary>The moving averages of <see cref="Weights"/>; none unless <see cref="UseEma"/>.</summary>
    internal IReadOnlyList<Variable> Averages => _averages;

    internal Variable LearningRateVariable { get; }

    /// <summary>Makes the slots for these weights, unless they exist.</summary>
    /// <param name="weights">The trainable weights, in the model's order.</param>
    /// <exception cref="InvalidOperationException">It was built for other weights.</exception>
    public void Build(IReadOnlyList<Variable> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (IsBuilt && _trained.SequenceEqual(weights))
            return;
        if (IsBuilt)
            throw new InvalidOperationException(
                $"{ClassName}: expected the weights it was built for; got others. An optimizer keeps slots for one model's trainable weights.\n" +
                "  hint:     after freezing or unfreezing layers, and for another model, compile with a new optimizer");
        CheckClipping();
        _trained = [.. weights];
        if (UseEma)
            _averages.AddRange(weights.Select(weight => new Variable("average", weight.Shape, trainable: false) { Path = SlotPath(weight, "average") }));
        BuildSlots(weights);
        IsBuilt = true;
    }

    /// <summary>While a step is traced: gives each weight its next value.</summary>
    /// <param name="gradients">One for each weight.</param>
    /// <param name="weights">The weights that the optimizer was built for.</param>
    public void Apply(IReadOnlyList<KerasTensor> gradients, IReadOnlyList<Variable> weights)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(weights);
        Build(weights);
        KerasTensor rate = LearningRateVariable, step = Iterations + Ops.Constant(1);
        gradients = Clip(gradients);
        BeginStep(rate, step);
        for (int i = 0; i < weights.Count; i++)
        {
            KerasTensor weight = weights[i];
            if (WeightDecay is { } decay)
                weight -= weight * (decay * rate);
            KerasTensor next = Update(i, weight, gradients[i], rate, step);
            weights[i].Assign(next);
            if (UseEma)
                UpdateAverage(_averages[i], next, step);
        }
        Iterations.Assign(step);
    }

    /// <summary>Gives the weights the values of their moving averages, where those are kept. <c>Fit</c> does it at its end, as Keras does.</summary>
    public void FinalizeVariableValues()
    {
        for (int i = 0; i < _averages.Count && Iterations.Span[0] > 0; i++)
            _trained[i].Assign(_averages[i].Span);
    }

    /// <summary>The optimizer that Keras calls so, with its defaults: <c>adam</c>.</summary>
    /// <param name="name">Keras' name.</param>
    public static implicit operator Optimizer(string name) => FromString(name);

    /// <summary>The optimizer that Keras calls so, with its defaults: <c>adam</c>.</summary>
    /// <param name="name">Keras' name.</param>
    public static Optimizer FromString(string name) => Serialized.Create("Optimizer", name, OptimizerTable.FromConfig);

    /// <summary>Takes from a file's configuration what all optimizers have; each class reads the rest itself.</summary>
    internal Optimizer ReadCommon(JsonObject config)
    {
        _weightDecay = (float?)config["weight_decay"];
        _clipNorm = (float?)config["clipnorm"];
        _globalClipNorm = (float?)config["global_clipnorm"];
        _clipValue = (float?)config["clipvalue"];
        _useEma = (bool?)config["use_ema"] ?? false;
        _emaMomentum = Require.Fraction((float?)config["ema_momentum"] ?? 0.99f, "ema_momentum");
        return this;
    }

    internal JsonObject Serialize() => Serialized.Wrap("keras.optimizers", ClassName, Config);

    internal static Optimizer Deserialize(JsonNode node) => Serialized.Create("Optimizer", node, OptimizerTable.FromConfig);

    /// <summary>Makes the slots.</summary>
    /// <param name="weights">The trainable weights.</param>
    protected abstract void BuildSlots(IReadOnlyList<Variable> weights);

    /// <summary>Called once a step before the weights' updates: for what all of them share.</summary>
    /// <param name="rate">Learning rate.</param>
    /// <param name="step">Number of this step, from 1.</param>
    protected virtual void BeginStep(KerasTensor rate, KerasTensor step)
    {
    }

    /// <summary>The next value of a weight; assigns its slots.</summary>
    /// <param name="index">Which weight.</param>
    /// <param name="weight">Its value, decayed.</param>
    /// <param name="gradient">Its gradient, clipped.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="step">Number of this step, from 1.</param>
    protected abstract KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step);

    /// <summary>Adds what this class has beyond the common part.</summary>
    /// <param name="config">The configuration so far.</param>
    protected abstract void WriteConfig(JsonObject config);

    /// <summary>A slot of a weight's shape, filled with zeros.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="name">What the slot is: <c>momentum</c>.</param>
    protected Variable AddSlot(Variable weight, string name)
    {
        ArgumentNullException.ThrowIfNull(weight);
        var slot = new Variable(name, weight.Shape, trainable: false) { Path = SlotPath(weight, name) };
        _slots.Add(slot);
        return slot;
    }

    private string SlotPath(Variable weight, string name) => $"{Serialized.ToSnakeCase(ClassName)}/{weight.Path.Replace('/', '_')}_{name}";

    private void CheckClipping()
    {
        if (new[] { ClipNorm, GlobalClipNorm, ClipValue }.Count(value => value is not null) > 1)
            throw new ArgumentException($"{ClassName}: expected at most one of ClipNorm, GlobalClipNorm, ClipValue; got several.");
    }

    private IReadOnlyList<KerasTensor> Clip(IReadOnlyList<KerasTensor> gradients)
    {
        if (gradients.Count == 0)
            return gradients;
        if (ClipValue is { } limit)
            return [.. gradients.Select(gradient => gradient.Clip(-limit, limit))];
        if (ClipNorm is { } length)
            return [.. gradients.Select(gradient => Shorten(gradient, Norm([gradient]), length))];
        if (GlobalClipNorm is not { } together)
            return gradients;
        KerasTensor norm = Norm(gradients);
        return [.. gradients.Select(gradient => Shorten(gradient, norm, together))];
    }

    private static KerasTensor Norm(IReadOnlyList<KerasTensor> gradients) =>
        gradients.Select(gradient => gradient.Square().Sum()).Aggregate((sum, square) => sum + square).Sqrt();

    private static KerasTensor Shorten(KerasTensor gradient, KerasTensor norm, float length) => gradient * (length / norm.Maximum(Ops.Constant(length)));

    // The first step copies the weight.
    private void UpdateAverage(Variable average, KerasTensor weight, KerasTensor step)
    {
        KerasTensor isFirst = step.Equal(Ops.Constant(1));
        average.Assign(isFirst.Where(weight, (average * Ops.Constant(EmaMomentum)) + (weight * Complement.Of(EmaMomentum))));
    }
}
