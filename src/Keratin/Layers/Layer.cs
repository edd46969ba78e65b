using System.Text.Json.Nodes;
using Keratin.Constraints;
using Keratin.Graph;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>A part of a model: weights, and what it does with its input. It says what it needs and adds nodes; it computes nothing itself.</summary>
/// <remarks>
/// A layer of one's own overrides <see cref="Build(Shape)"/> (make weights with <see cref="AddWeight"/>) and <see cref="Call(KerasTensor, bool)"/>
/// (write the formula with <see cref="Ops"/>). Gradients follow by themselves. Layers used inside <c>Call</c> become its sublayers.
/// </remarks>
public abstract partial class Layer
{
    // Made to be trained, and not. Two lists, as files have first the ones, then the others, whatever was frozen since.
    private readonly List<Variable> _weights = [], _otherWeights = [];
    private readonly List<Layer> _sublayers = [];
    private readonly List<(Variable Weight, Regularizer Regularizer)> _regularized = [];
    private string? _name;
    private bool _isTrainable = true;

    // Volatile: who sees that the layer is built, on whatever thread, sees its weights and shapes.
    private volatile bool _isBuilt;

    /// <summary>The layer's name, unique in its model; by default the class in snake_case with a number.</summary>
    public string Name
    {
        get => _name ??= AutoName.Next(OwnClassName);
        set => _name = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Whether training changes the weights. Compile again after changing it.</summary>
    public bool Trainable
    {
        get => _isTrainable;
        set
        {
            _isTrainable = value;
            foreach (Layer layer in Sublayers)
                layer.Trainable = value;
        }
    }

    /// <summary>Whether the weights exist.</summary>
    public bool IsBuilt => _isBuilt;

    /// <summary>The shapes it was built for, the batch unknown; empty before.</summary>
    public IReadOnlyList<Shape> InputShapes { get; private set; } = [];

    /// <summary>The shapes it gives for <see cref="InputShapes"/>, the batch unknown; empty before it was applied.</summary>
    public IReadOnlyList<Shape> OutputShapes { get; private set; } = [];

    /// <summary>The first of <see cref="OutputShapes"/>, for most layers the only one; null before it was applied.</summary>
    public Shape? OutputShape => OutputShapes.Count > 0 ? OutputShapes[0] : null;

    /// <summary>A term of the loss that grows with what the layer gives: what it says of each output, divided by the batch; none by default.</summary>
    public Regularizer? ActivityRegularizer { get; set; }

    /// <summary>All weights, layer by layer as Keras lists them; of each layer those that training changes first.</summary>
    public IReadOnlyList<Variable> Weights => [.. OwnAndInner()];

    /// <summary>Weights that training changes; none when the layer is frozen.</summary>
    public IReadOnlyList<Variable> TrainableWeights =>
        Trainable ? [.. OwnWeights.Where(weight => weight.Trainable).Concat(Sublayers.SelectMany(layer => layer.TrainableWeights)).Distinct()] : [];

    /// <summary>The other weights.</summary>
    public IReadOnlyList<Variable> NonTrainableWeights => [.. Weights.Except(TrainableWeights)];

    /// <summary>Layers inside it, in the order in which they were first applied.</summary>
    public virtual IReadOnlyList<Layer> Sublayers => _sublayers;

    /// <summary>The sublayers under the names that weights files have for them: by default counted by class in a list called <c>layers</c>.</summary>
    internal virtual IReadOnlyList<(string Name, Layer Layer)> FileParts => FileNames.Numbered("layers/", Sublayers);

    /// <summary>Keras' class name, as files have it.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>The name of Keras' own class, from which names and the paths of weights follow: for one class another than it is exported under.</summary>
    internal virtual string OwnClassName => ClassName;

    /// <summary>What Keras writes into a file about this layer.</summary>
    public JsonObject Config
    {
        get
        {
            JsonObject config = new() { ["name"] = Name, ["trainable"] = Trainable, ["dtype"] = DTypePolicy() };
            WriteConfig(config);
            if (ActivityRegularizer is not null)
                config["activity_regularizer"] = ActivityRegularizer.Serialize();
            foreach (var (key, value) in UnknownConfig ?? [])
                config[key] ??= value?.DeepClone();
            return config;
        }
    }

    /// <summary>Keys of a file that this layer does not know, or knows as null only; they are kept so that loading and saving loses nothing.</summary>
    internal JsonObject? UnknownConfig { get; set; }

    /// <summary>The weights that belong to this layer itself, trainable first.</summary>
    /// <remarks>As they were made: freezing one later does not change the order, which files count on.</remarks>
    internal virtual IReadOnlyList<Variable> OwnWeights => [.. _weights, .. _otherWeights];

    /// <summary>Number of elements of all weights.</summary>
    public long CountParams() => Weights.Sum(weight => weight.Shape.Elements);

    /// <summary>The numbers of all weights, as copies.</summary>
    public IReadOnlyList<Tensor<float>> GetWeights() => [.. Weights.Select(weight => weight.Span.ToArray().ToTensor(weight.Shape))];

    /// <summary>Gives all weights new numbers.</summary>
    /// <param name="weights">One tensor for each, in the order of <see cref="Weights"/>.</param>
    /// <exception cref="ArgumentException">Their number or a shape differs.</exception>
    public void SetWeights(IReadOnlyList<Tensor<float>> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        IReadOnlyList<Variable> own = Weights;
        if (weights.Count != own.Count)
            throw new ArgumentException($"{ClassName} '{Name}': expected {own.Count} weights; got {weights.Count}.", nameof(weights));
        for (int i = 0; i < own.Count; i++)
            own[i].Assign(weights[i]);
    }

    /// <summary>Makes the weights for a given input, if they do not exist yet.</summary>
    /// <param name="inputs">Shapes of the inputs, the batch unknown or not.</param>
    public void EnsureBuilt(params IReadOnlyList<Shape> inputs)
    {
        if (IsBuilt)
            return;
        if (Trace.Current?.StandInCalls is not null)
            throw new UnbuiltLayerException(this, inputs, s_caller);
        InputShapes = [.. inputs.Select(WithoutBatch)];
        BuildAll(InputShapes);
        _isBuilt = true;
    }

    /// <summary>The class and the name.</summary>
    public override string ToString() => $"{ClassName} '{Name}'";

    /// <summary>Makes the weights of a layer with one input.</summary>
    /// <param name="input">Shape of the input, the batch unknown.</param>
    protected virtual void Build(Shape input)
    {
    }

    /// <summary>Makes the weights of a layer with several inputs.</summary>
    /// <param name="inputs">Shapes of the inputs, the batch unknown.</param>
    protected virtual void BuildAll(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Build(inputs[0]);
    }

    /// <summary>Adds to the configuration what this class has beyond name and dtype.</summary>
    /// <param name="config">The configuration so far.</param>
    protected virtual void WriteConfig(JsonObject config)
    {
    }

    /// <summary>Makes a weight.</summary>
    /// <param name="name">Its name: <c>kernel</c>.</param>
    /// <param name="shape">Its shape, all lengths known.</param>
    /// <param name="initializer">Its first value; zeros by default.</param>
    /// <param name="trainable">Whether training changes it.</param>
    /// <param name="regularizer">A term of the loss that grows with it.</param>
    /// <param name="constraint">What it is brought back to after each update.</param>
    protected Variable AddWeight(
        string name, Shape shape, Initializer? initializer = null, bool trainable = true, Regularizer? regularizer = null, Constraint? constraint = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        bool comesFromFile = WeightBudget.Take(this, name, shape);
        var weight = new Variable(name, shape, trainable) { Path = $"{Name}/{name}", Constraint = constraint is null ? null : constraint.Apply };
        if (!comesFromFile)
            (initializer ?? new Zeros()).Fill(weight.Span, shape);
        (trainable ? _weights : _otherWeights).Add(weight);
        if (regularizer is not null)
            _regularized.Add((weight, regularizer));
        return weight;
    }

    /// <summary>Takes a layer in as a sublayer. Layers applied inside <c>Call</c> are taken in by themselves.</summary>
    /// <param name="layer">The sublayer.</param>
    /// <returns>The same layer.</returns>
    protected TLayer Track<TLayer>(TLayer layer)
        where TLayer : Layer
    {
        Adopt(layer);
        return layer;
    }

    // For containers whose contents change: the next call builds what is not built yet.
    private protected virtual void ForgetBuilt() => (_isBuilt, OutputShapes) = (false, []);

    private protected IEnumerable<Variable> OwnAndInner() => OwnWeights.Concat(Sublayers.SelectMany(layer => layer.OwnAndInner())).Distinct();

    // A model that is itself being described takes in the layers its Call uses.
    private protected virtual void Adopt(Layer layer)
    {
        if (!_sublayers.Contains(layer) && !ReferenceEquals(layer, this))
            _sublayers.Add(layer);
    }

    private static JsonObject DTypePolicy() => Serialized.Wrap("keras", "DTypePolicy", new JsonObject { ["name"] = "float32" });
}
