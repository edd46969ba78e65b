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

    // Whether the activity regularizer is asked about the results; a layer may hand it to its sublayers instead.
    private protected virtual bool RegularizesResults => true;

    /// <summary>The layer's result for an input: Keras' <c>layer(x)</c>.</summary>
    /// <param name="input">A node of the graph.</param>
    /// <exception cref="ShapeException">The layer does not take this shape.</exception>
    public KerasTensor Apply(KerasTensor input) => Apply([input]);

    /// <summary>The layer's result for several inputs.</summary>
    /// <param name="inputs">Nodes of the graph.</param>
    /// <exception cref="ShapeException">The layer does not take these shapes.</exception>
    /// <exception cref="InvalidOperationException">The layer has several results: <c>ApplyAll</c> gives all of them.</exception>
    public KerasTensor Apply(params IReadOnlyList<KerasTensor> inputs) => Apply(inputs, CallArguments.None);

    /// <summary>The layer's result for an input, with what a call may say besides: Keras' <c>layer(x, training=False)</c> and <c>layer(x, mask=mask)</c>.</summary>
    /// <param name="input">A node of the graph.</param>
    /// <param name="training">Whether the layer, with all inside it, does as in training; null: as the step says.</param>
    /// <param name="mask">Which time steps count, see <see cref="CallArguments.Mask"/>; null keeps the mask that the input has by itself.</param>
    /// <exception cref="ShapeException">The layer does not take this shape.</exception>
    /// <example>
    /// <code>
    /// // Fine-tuning: means and variances of batch normalizations stay as they were, also when the weights are trained again.
    /// KerasTensor y = features.Apply(x, training: false);
    /// </code>
    /// </example>
    public KerasTensor Apply(KerasTensor input, bool? training = null, KerasTensor? mask = null) => Apply([input], training, mask);

    /// <summary>The layer's result for several inputs, with what a call may say besides.</summary>
    /// <param name="inputs">Nodes of the graph.</param>
    /// <param name="training">Whether the layer, with all inside it, does as in training; null: as the step says.</param>
    /// <param name="mask">Which time steps of the first input count; null keeps the mask that it has by itself.</param>
    /// <exception cref="ShapeException">The layer does not take these shapes.</exception>
    public KerasTensor Apply(IReadOnlyList<KerasTensor> inputs, bool? training = null, KerasTensor? mask = null) =>
        Apply(inputs, new CallArguments { Training = training, Mask = mask });

    /// <summary>The layer's result for inputs and what is given by name: Keras' <c>layer(x, mask=mask)</c>.</summary>
    /// <param name="inputs">Nodes of the graph.</param>
    /// <param name="arguments">What is given by name.</param>
    /// <exception cref="ShapeException">The layer does not take these shapes.</exception>
    /// <exception cref="ArgumentException">The layer does not take an argument of that name.</exception>
    /// <exception cref="InvalidOperationException">The layer has several results: <c>ApplyAll</c> gives all of them.</exception>
    public KerasTensor Apply(IReadOnlyList<KerasTensor> inputs, CallArguments arguments)
    {
        IReadOnlyList<KerasTensor> results = ApplyAll(inputs, arguments);
        return results.Count == 1 ? results[0] : throw new InvalidOperationException(
            $"{this}.Apply: expected a layer with one result; got {results.Count}.\n  hint: ApplyAll gives all of them");
    }

    /// <summary>All results of a layer that has several: a recurrent layer that gives its states, or a model with several outputs.</summary>
    /// <param name="inputs">Nodes of the graph.</param>
    /// <exception cref="ShapeException">The layer does not take these shapes.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(params IReadOnlyList<KerasTensor> inputs) => ApplyAll(inputs, CallArguments.None);

    /// <summary>All results for inputs and what is given by name.</summary>
    /// <param name="inputs">Nodes of the graph.</param>
    /// <param name="arguments">What is given by name.</param>
    /// <exception cref="ShapeException">The layer does not take these shapes.</exception>
    /// <exception cref="ArgumentException">The layer does not take an argument of that name.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(IReadOnlyList<KerasTensor> inputs, CallArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentOutOfRangeException.ThrowIfZero(inputs.Count, nameof(inputs));
        arguments.Check(this, inputs.Count, ArgumentNames);
        s_caller?.Adopt(this);
        // Layers without a name of their own are numbered in the order of first use. Not when built: an Input is built before it can be named.
        _ = Name;
        EnsureBuilt([.. inputs.Select(input => input.Shape)]);
        return Trace.Current is { } trace ? Unfold(inputs, trace, arguments) : Describe(inputs, arguments);
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

    /// <summary>What the layer does, for a layer that takes arguments by name, see <see cref="ArgumentNames"/>.</summary>
    /// <remarks>Masks among the arguments need not be looked at: <see cref="MaskOf"/> gives them.</remarks>
    /// <param name="inputs">The inputs.</param>
    /// <param name="arguments">What was given by name.</param>
    /// <param name="training">Whether this is training.</param>
    /// <returns>One or more results.</returns>
    protected virtual IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, CallArguments arguments, bool training) => CallMany(inputs, training);

    /// <summary>Names of the tensors and switches that a call may be given, besides mask and training; by default there are none.</summary>
    protected internal virtual IReadOnlyList<string> ArgumentNames => [];

    /// <summary>Names under which files have the inputs, where each is an argument of its own; empty where all of them are one argument.</summary>
    internal virtual IReadOnlyList<string> InputArguments => [];

    /// <summary>The name under which files have all inputs but the first, as a list; null where they are an argument like the first, or part of it.</summary>
    internal virtual string? FurtherInputs => null;

    /// <summary>Names under which files have several inputs as one dictionary; empty where they are a list or arguments of their own.</summary>
    internal virtual IReadOnlyList<string> InputKeys => [];

    /// <summary>While tracing: which time steps of a tensor count, 1, and which do not, 0, of shape <c>(batch, time)</c>; null where all do.</summary>
    /// <remarks>While a model is described masks are not known yet, so it is null then too: write for both.</remarks>
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
    /// <remarks>
    /// A mean over the whole batch may be written as it is, <c>AddLoss(x.Square().Mean())</c>: while a model is described its number is nobody's, and each
    /// step has a batch of known size. <c>x.Shape[0]</c> is <c>Shape.Unknown</c> meanwhile.
    /// </remarks>
    /// <param name="loss">The term; of several numbers their sum counts.</param>
    protected static void AddLoss(KerasTensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Trace.Current?.Losses.Add(loss.Rank == 0 ? loss : loss.Sum());
    }

    /// <summary>
    /// In a step that is being traced: the terms that this layer and those inside it have added to the loss so far, regularizers' too. Keras' <c>layer.losses</c>,
    /// for training loops of one's own; <c>Fit</c> and <c>ComputeLoss</c> add them by themselves.
    /// </summary>
    /// <example><code>KerasTensor loss = model.AddedLosses.Aggregate(mse.Compute(y, model.Apply(x)), (sum, term) => sum + term);</code></example>
    public IReadOnlyList<KerasTensor> AddedLosses => Trace.Current?.LossesOf(this) ?? [];

    /// <summary>What the layer makes of its inputs in a prediction, layers inside it standing as one node each: for pictures of what is inside.</summary>
    /// <remarks>Outside of tracing only; inside, layers unfold.</remarks>
    internal IReadOnlyList<KerasTensor> Open(IReadOnlyList<KerasTensor> inputs, CallArguments? arguments = null)
    {
        using var description = new Description();
        return CallMany(inputs, arguments ?? CallArguments.None, training: false);
    }

    private protected IReadOnlyList<KerasTensor> Unfold(IReadOnlyList<KerasTensor> inputs, Trace trace, CallArguments? arguments = null)
    {
        arguments ??= CallArguments.None;
        Layer? outer = s_caller;
        int losses = trace.Losses.Count;
        bool isTraining = trace.Training;
        s_caller = this;
        trace.Training = arguments.Training ?? isTraining;
        try
        {
            inputs = WithMasks(inputs, arguments.Masks, trace);
            // Before the call, which may give its inputs other masks.
            KerasTensor?[] masks = [.. inputs.Select(input => trace.Masks.GetValueOrDefault(input))];
            // A frozen layer still drops out and so on; only batch normalization asks whether it is frozen.
            IReadOnlyList<KerasTensor> results = SetMask(inputs, masks, RequireResults(CallMany(inputs, arguments, trace.Training)), trace);
            if (ReferenceEquals(trace.Watched, this))
                trace.WatchedResults.Add(results);
            trace.Calls?.Add((this, inputs, results));
            AddWeightLosses(trace);
            foreach (KerasTensor result in ActivityRegularizer is null || !RegularizesResults ? [] : results)
                AddActivity(ActivityRegularizer!, result, trace);
            trace.Attribute(this, losses);
            if (trace.StandInCalls is { } calls)
                calls.TryAdd(this, [.. results.Select(result => result.Shape)]);
            else if (OutputShapes.Count == 0)
                OutputShapes = [.. results.Select(result => WithoutBatch(result.Shape))];
            return results;
        }
        finally
        {
            s_caller = outer;
            trace.Training = isTraining;
        }
    }

    /// <summary>While tracing: adds what regularizers say of the layer's own weights to the loss, once: for a layer that is used without being applied.</summary>
    internal void AddWeightLosses(Trace trace)
    {
        // As in Keras, a frozen weight adds no term. A shared layer is called several times and its weights regularized once.
        foreach (var (weight, regularizer) in _regularized.Where(pair => Trainable && pair.Weight.Trainable))
        {
            if (trace.Regularized.Add(weight))
                trace.Losses.Add(regularizer.Apply(weight));
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

    private IReadOnlyList<KerasTensor> RequireResults(IReadOnlyList<KerasTensor> results) =>
        results is { Count: > 0 } && results.All(result => result is not null) ? results
        : throw new InvalidOperationException($"{this}.Call: expected a tensor; got {(results is { Count: 0 } ? "none" : "null")}.");

    // A mask that is given counts for this call alone, so it is put on a tensor of its own.
    private static IReadOnlyList<KerasTensor> WithMasks(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks, Trace trace)
    {
        if (masks.All(mask => mask is null))
            return inputs;
        KerasTensor[] masked = [.. inputs];
        for (int i = 0; i < masks.Count; i++)
        {
            if (masks[i] is not { } mask)
                continue;
            masked[i] = Same(inputs[i]);
            trace.Masks[masked[i]] = mask;
        }
        return masked;
    }

    private IReadOnlyList<KerasTensor> SetMask(
        IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks, IReadOnlyList<KerasTensor> results, Trace trace)
    {
        if (ComputeMask(inputs, masks) is { } mask)
            trace.Masks[results[0]] = mask;
        // A layer that ends a mask may give its input as it is, as Reshape does to the same shape.
        else if (Sublayers.Count == 0 && trace.Masks.ContainsKey(results[0]) && inputs.Contains(results[0]))
            return [Same(results[0]), .. results.Skip(1)];
        return results;
    }

    // Another node of the same numbers; it is gone before anything runs.
    private static KerasTensor Same(KerasTensor x) => KerasTensor.Of(new TransposeOp([.. Enumerable.Range(0, x.Rank)]), x);

    // While a model is described the batch is unknown and nobody asks for the loss.
    private static void AddActivity(Regularizer regularizer, KerasTensor result, Trace trace)
    {
        if (result.Rank == 0)
            trace.Losses.Add(regularizer.Apply(result));
        else if (result.Shape[0] is > 0 and int batch)
            trace.Losses.Add(regularizer.Apply(result) * (1f / batch));
    }

    // Outside of tracing the call is one node; its shapes are found by tracing with placeholders.
    private KerasTensor[] Describe(IReadOnlyList<KerasTensor> inputs, CallArguments arguments)
    {
        Shape[] shapes = ShapesFor([.. inputs.Select(input => input.Shape)], arguments);
        KerasTensor call = KerasTensor.Of(new LayerCallOp(this, shapes, arguments), [.. inputs, .. arguments.Operands]);
        KerasTensor[] results = shapes.Length == 1 ? [call] : [.. shapes.Select((shape, i) => KerasTensor.Of(new LayerResultOp(i, shape), call))];
        _output ??= results[0];
        return results;
    }
}
