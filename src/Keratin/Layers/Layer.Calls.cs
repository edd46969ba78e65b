using Keratin.Graph;
using Keratin.Regularizers;

namespace Keratin.Layers;

// What happens when a layer is applied: it stands in a description as one node, and unfolds into ops while a step is traced.
public abstract partial class Layer
{
    [ThreadStatic]
    private static Layer? s_caller;

    /// <summary>Whether a mask of the input is one of the output too. A layer that says no loses it, unless it overrides <see cref="ComputeMask"/>.</summary>
    protected virtual bool SupportsMasking => false;

    /// <summary>The layer's result for an input: Keras' <c>layer(x)</c>.</summary>
    /// <param name="input">A node of the graph.</param>
    /// <exception cref="ShapeException">The layer does not take this shape.</exception>
    public KerasTensor Apply(KerasTensor input) => Apply([input]);

    /// <summary>The layer's result for several inputs.</summary>
    /// <param name="inputs">Nodes of the graph.</param>
    /// <exception cref="ShapeException">The layer does not take these shapes.</exception>
    /// <exception cref="InvalidOperationException">The layer has several results: <see cref="ApplyAll"/> gives all of them.</exception>
    public KerasTensor Apply(params IReadOnlyList<KerasTensor> inputs)
    {
        IReadOnlyList<KerasTensor> results = ApplyAll(inputs);
        return results.Count == 1 ? results[0] : throw new InvalidOperationException(
            $"{this}.Apply: expected a layer with one result; got {results.Count}.\n  hint: ApplyAll gives all of them");
    }

    /// <summary>All results of a layer that has several: a recurrent layer that gives its states, or a model with several outputs.</summary>
    /// <param name="inputs">Nodes of the graph.</param>
    /// <exception cref="ShapeException">The layer does not take these shapes.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(params IReadOnlyList<KerasTensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfZero(inputs.Count, nameof(inputs));
        s_caller?.Adopt(this);
        // Layers without a name of their own are numbered in the order of first use. Not when built: an Input is built before it can be named.
        _ = Name;
        EnsureBuilt([.. inputs.Select(input => input.Shape)]);
        return Trace.Current is { } trace ? Unfold(inputs, trace) : Describe(inputs);
    }

    /// <summary>What the layer does, for one input.</summary>
    /// <param name="x">The input.</param>
    /// <param name="training">Whether this is training: dropout drops, batch normalization uses the batch.</param>
    protected virtual KerasTensor Call(KerasTensor x, bool training) =>
        throw new MissingCallException(this);

    /// <summary>What the layer does, for several inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="training">Whether this is training.</param>
    protected virtual KerasTensor CallAll(IReadOnlyList<KerasTensor> inputs, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count == 1
            ? Call(inputs[0], training)
            : throw new ShapeException($"{this}", "one input", $"{inputs.Count} inputs");
    }

    /// <summary>What the layer does, for a layer that has several results.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="training">Whether this is training.</param>
    /// <returns>One or more results; always as many.</returns>
    protected virtual IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, bool training) => [CallAll(inputs, training)];

    /// <summary>While tracing: which time steps of a tensor count, 1, and which do not, 0, of shape <c>(batch, time)</c>; null where all do.</summary>
    /// <param name="x">An input of the layer, or any tensor that a layer gave.</param>
    protected static KerasTensor? MaskOf(KerasTensor x) => Trace.Current?.Masks.GetValueOrDefault(x ?? throw new ArgumentNullException(nameof(x)));

    /// <summary>While tracing: the mask of what the layer gives.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="masks">Their masks, null where there is none.</param>
    /// <returns>The mask; null where all time steps count. By default that of the first input if <see cref="SupportsMasking"/>, else none.</returns>
    protected virtual KerasTensor? ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        return SupportsMasking ? masks[0] : null;
    }

    /// <summary>While tracing: adds a term to the loss, as Keras' <c>add_loss</c>. Call it in <c>Call</c>.</summary>
    /// <param name="loss">The term; of several numbers their sum counts.</param>
    protected static void AddLoss(KerasTensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Trace.Current?.Losses.Add(loss.Rank == 0 ? loss : loss.Sum());
    }

    /// <summary>What the layer makes of its inputs in a prediction, layers inside it standing as one node each: for pictures of what is inside.</summary>
    /// <remarks>Outside of tracing only; inside, layers unfold.</remarks>
    internal IReadOnlyList<KerasTensor> Open(IReadOnlyList<KerasTensor> inputs) => CallMany(inputs, training: false);

    private protected IReadOnlyList<KerasTensor> Unfold(IReadOnlyList<KerasTensor> inputs, Trace trace)
    {
        Layer? outer = s_caller;
        s_caller = this;
        try
        {
            // A frozen layer still drops out and so on; only batch normalization asks whether it is frozen.
            IReadOnlyList<KerasTensor> results = CallMany(inputs, trace.Training);
            if (ReferenceEquals(trace.Watched, this))
                trace.WatchedResults.Add(results[0]);
            SetMasks(inputs, results, trace);
            AddRegularization(results, trace);
            if (OutputShapes.Count == 0)
                OutputShapes = [.. results.Select(result => result.Rank > 0 ? result.Shape.With(0, Shape.Unknown) : result.Shape)];
            return results;
        }
        finally
        {
            s_caller = outer;
        }
    }

    /// <summary>Does something in which layers that are applied become sublayers of this one.</summary>
    private protected void AsCaller(Action action)
    {
        Layer? outer = s_caller;
        s_caller = this;
        try
        {
            action();
        }
        finally
        {
            s_caller = outer;
        }
    }

    private void SetMasks(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> results, Trace trace)
    {
        if (ComputeMask(inputs, [.. inputs.Select(input => trace.Masks.GetValueOrDefault(input))]) is { } mask)
            trace.Masks[results[0]] = mask;
    }

    private void AddRegularization(IReadOnlyList<KerasTensor> results, Trace trace)
    {
        // As in Keras, a frozen weight adds no term. A shared layer is called several times and its weights regularized once.
        foreach (var (weight, regularizer) in _regularized.Where(pair => Trainable && pair.Weight.Trainable))
        {
            if (trace.Regularized.Add(weight))
                trace.Losses.Add(regularizer.Apply(weight));
        }
        foreach (KerasTensor result in ActivityRegularizer is null ? [] : results)
            AddActivity(ActivityRegularizer!, result, trace);
    }

    // While a model is described the batch is unknown and nobody asks for the loss.
    private static void AddActivity(Regularizer regularizer, KerasTensor result, Trace trace)
    {
        if (result.Rank == 0)
            trace.Losses.Add(regularizer.Apply(result));
        else if (result.Shape[0] is > 0 and int batch)
            trace.Losses.Add(regularizer.Apply(result) * (1f / batch));
    }

    // Outside of tracing the call is one node; its shapes are found by tracing with placeholders.
    private IReadOnlyList<KerasTensor> Describe(IReadOnlyList<KerasTensor> inputs)
    {
        Shape[] shapes;
        using (var trace = new Trace(training: false))
            shapes = [.. Unfold([.. inputs.Select(input => Ops.Input(input.Shape))], trace).Select(result => result.Shape)];
        KerasTensor call = KerasTensor.Of(new LayerCallOp(this, shapes), [.. inputs]);
        return shapes.Length == 1 ? [call] : [.. shapes.Select((shape, i) => KerasTensor.Of(new LayerResultOp(i, shape), call))];
    }
}
