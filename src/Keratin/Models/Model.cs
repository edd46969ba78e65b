using Keratin.Callbacks;
using Keratin.Graph;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Optimizers;

namespace Keratin.Models;

/// <summary>Layers that are trained and asked together.</summary>
/// <remarks>
/// Three ways to make one: <see cref="Sequential"/>, a list of layers; <c>new Model(inputs, outputs)</c>, a graph of layers; or a class derived from
/// this one that overrides <see cref="Layer.Call(KerasTensor, bool)"/>. All three train alike, and to the same last bit.
/// </remarks>
/// <example>
/// <code>
/// KerasTensor pixels = new Input(28, 28);
/// KerasTensor hidden = new Dense(128, "relu").Apply(new Flatten().Apply(pixels));
/// var model = new Model(pixels, new Dense(10, "softmax").Apply(hidden));
/// model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
/// model.Fit(xTrain, yTrain, epochs: 5);
/// </code>
/// </example>
public partial class Model : Layer
{
    private readonly FunctionalGraph? _graph;
    private readonly Lock _building = new();

    /// <summary>For classes that override <see cref="Layer.Call(KerasTensor, bool)"/>.</summary>
    protected Model()
    {
    }

    /// <summary>A functional model with one input and one output.</summary>
    /// <param name="inputs">Made by <see cref="Input"/>.</param>
    /// <param name="outputs">What layers made of it.</param>
    /// <param name="name">The model's name.</param>
    public Model(KerasTensor inputs, KerasTensor outputs, string? name = null)
        : this([inputs], [outputs], name)
    {
    }

    /// <summary>A functional model with several inputs and one output.</summary>
    /// <param name="inputs">Made by <see cref="Input"/>, or the <see cref="Inputs"/> of another model.</param>
    /// <param name="outputs">What layers made of them.</param>
    /// <param name="name">The model's name.</param>
    public Model(IReadOnlyList<KerasTensor> inputs, KerasTensor outputs, string? name = null)
        : this(inputs, [outputs], name)
    {
    }

    /// <summary>A functional model with one input and several outputs.</summary>
    /// <param name="inputs">Made by <see cref="Input"/>.</param>
    /// <param name="outputs">What layers made of it.</param>
    /// <param name="name">The model's name.</param>
    public Model(KerasTensor inputs, IReadOnlyList<KerasTensor> outputs, string? name = null)
        : this([inputs], outputs, name)
    {
    }

    /// <summary>A functional model.</summary>
    /// <param name="inputs">Made by <see cref="Input"/>.</param>
    /// <param name="outputs">What layers made of them.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ArgumentException">An output depends on an input that is not given.</exception>
    public Model(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentOutOfRangeException.ThrowIfZero(inputs.Count, nameof(inputs));
        ArgumentOutOfRangeException.ThrowIfZero(outputs.Count, nameof(outputs));
        if (name is not null)
            Name = name;
        _graph = new FunctionalGraph(inputs, outputs);
        EnsureBuilt([.. inputs.Select(input => input.Shape)]);
    }

    /// <summary>The layers: of a <see cref="Sequential"/> in order, of a functional model in Keras' order, else in the order of first use.</summary>
    public virtual IReadOnlyList<Layer> Layers => Sublayers;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Sublayers => _graph is null ? base.Sublayers : [.. _graph.Layers];

    /// <inheritdoc/>
    /// <remarks>As in Keras a class derived from this one has its own name, also where it was made of inputs and outputs; in files that is a Functional.</remarks>
    public override string ClassName => _graph is not null && GetType() == typeof(Model) ? "Functional" : GetType().Name;

    /// <summary>The values of each epoch of the last <c>Fit</c>, also when it was cancelled; null before.</summary>
    public History? History { get; private set; }

    /// <summary>The graph of a functional model; null of others.</summary>
    internal FunctionalGraph? Graph => _graph;

    /// <summary>Number of outputs; 1 as long as the model is not built.</summary>
    internal int OutputCount => Math.Max(OutputShapes.Count, 1);

    /// <summary>The layer of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Layer GetLayer(string name) => Layers.FirstOrDefault(layer => layer.Name == name)
        ?? throw new ArgumentException($"{this}: expected one of {string.Join(", ", Layers.Select(layer => layer.Name))}; got '{name}'.", nameof(name));

    /// <summary>Makes the weights for inputs of these shapes, as the first <c>Fit</c> or <c>Predict</c> would.</summary>
    /// <param name="inputs">Shapes with the batch, which may be unknown.</param>
    public void Build(params IReadOnlyList<Shape> inputs)
    {
        if (IsBuilt)
            return;
        // The first predictions may come from several threads at once; one of them makes the weights.
        lock (_building)
            EnsureBuilt(inputs);
    }

    /// <inheritdoc/>
    protected override void BuildAll(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        // Layers inside make their weights when they are first applied, so the model is applied to placeholders once.
        try
        {
            ShapesFor(inputs, CallArguments.None);
        }
        catch (MissingCallException missing) when (ReferenceEquals(missing.Layer, this))
        {
            // A model with training steps of its own may be nothing that is asked: its parts make their weights when a step is traced.
        }
        foreach (Variable weight in OwnAndInner())
        {
            if (!weight.Path.StartsWith($"{Name}/", StringComparison.Ordinal))
                weight.Path = $"{Name}/{weight.Path}";
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (_graph is null)
            return base.CallMany(inputs, training);
        if (inputs.Count != _graph.Inputs.Count)
            throw new ShapeException($"{this}", $"{_graph.Inputs.Count} inputs", $"{inputs.Count}");
        return _graph.Run(inputs);
    }

    /// <summary>While tracing: all outputs.</summary>
    internal IReadOnlyList<KerasTensor> UnfoldModel(IReadOnlyList<KerasTensor> inputs, Trace trace) => Unfold(inputs, trace);

    /// <summary>None: the layers inside said already which time steps of the outputs count.</summary>
    /// <inheritdoc/>
    protected override KerasTensor? ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks) => null;

    // Plans that were made of other layers are of no use.
    private protected override void ForgetBuilt()
    {
        base.ForgetBuilt();
        (_predict, _steps) = (null, null);
    }

    private protected override void Adopt(Layer layer)
    {
        if (_graph is null)
            base.Adopt(layer);
    }
}
