using System.Text.Json.Nodes;
using Keratin.Graph;

namespace Keratin.Layers;

/// <summary>A recurrent layer: takes a cell through the time steps of a sequence.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, time, features)</c>; then, if they are not to be zeros, the states before the first step:
/// <c>lstm.Apply(x, h, c)</c>. <b>Output</b> the last step's, <c>(batch, outputSize)</c>, or with <see cref="ReturnSequences"/> that of all steps,
/// <c>(batch, time, outputSize)</c>; with <see cref="ReturnState"/> the last states follow, see <c>ApplyAll</c>.</para>
/// <para><b>Masks.</b> At steps that do not count the states stay as they are, and the output is the one before. As in Keras 3.16 the output has no
/// mask, and with states given the mask of x is not looked at: say it by <see cref="CallArguments.Mask"/>.</para>
/// <para><b>Time</b> may be unknown while a model is described, and is known when it runs; a batch of another length is planned anew.</para>
/// </remarks>
/// <example>
/// <code>
/// // Two cells, one above the other.
/// KerasTensor y = new RNN(new LSTMCell(64), new LSTMCell(32)) { ReturnSequences = true }.Apply(new Input(10, 8));   // (None, 10, 32)
/// </code>
/// </example>
public class RNN : Layer
{
    private Variable[]? _states;
    private bool _zeroOutputForMask;

    /// <summary>A layer of a cell.</summary>
    /// <param name="cell">What happens at each step.</param>
    public RNN(RNNCell cell) => Cell = cell ?? throw new ArgumentNullException(nameof(cell));

    /// <summary>A layer of cells one above the other.</summary>
    /// <param name="cells">The lowest first.</param>
    public RNN(params IReadOnlyList<RNNCell> cells)
        : this(new StackedRNNCells(cells))
    {
    }

    /// <summary>What happens at each step.</summary>
    public RNNCell Cell { get; }

    /// <summary>Whether the output of all steps is wanted, not that of the last alone.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the last states are results too.</summary>
    public bool ReturnState { get; init; }

    /// <summary>Whether the last step comes first; the outputs are in the order in which the steps were taken.</summary>
    public bool GoBackwards { get; init; }

    /// <summary>
    /// Whether a batch begins with the states that the one before ended with, sample by sample. All batches have one size then; <see cref="ResetState"/>
    /// begins anew, and predictions go one after the other.
    /// </summary>
    public bool Stateful { get; init; }

    /// <summary>As Keras has it; here it only means that masked steps before the first that counts give 0, not the initial state.</summary>
    public bool Unroll { get; init; }

    /// <summary>Whether the output of steps that do not count is 0.</summary>
    public bool ZeroOutputForMask
    {
        get => _zeroOutputForMask;
        init => _zeroOutputForMask = value;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Sublayers => [Cell];

    internal override IReadOnlyList<(string Name, Layer Layer)> FileParts => [("cell", Cell)];

    internal override string? FurtherInputs => "initial_state";

    /// <summary>The states of a layer that is <see cref="Stateful"/> begin at zero again.</summary>
    public void ResetState()
    {
        foreach (Variable state in _states ?? [])
            state.Span.Clear();
    }

    /// <summary>As <see cref="Bidirectional"/> wants it: outputs that do not count must not be added to others.</summary>
    internal void SetZeroOutputForMask(bool isZero) => _zeroOutputForMask = isZero;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 3)
            throw new ShapeException($"{this}", "(batch, time, features)", $"{input}", "put new Reshape(time, features) before it");
        Cell.EnsureBuilt([input[0], .. input[2..]]);
        foreach (Variable weight in Cell.Weights)
            weight.Path = $"{Name}/{weight.Path}";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, CallArguments arguments, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(arguments);
        KerasTensor x = inputs[0];
        if (x.Rank != InputShapes[0].Rank)
            throw new ShapeException($"{this}", $"a sequence like {InputShapes[0]}", $"{x.Shape}");
        IReadOnlyList<KerasTensor> states = StatesBefore(inputs);
        if (x.Shape[1] == Shape.Unknown)
            return OfUnknownTime(x, states, training);
        // As in Keras, a mask that nobody gave is looked at only where x is the one tensor of the call.
        KerasTensor? mask = inputs.Count == 1 || arguments.Mask is not null ? OfSteps(MaskOf(x)) : null;
        SequenceResult result = Cell.Run(new(x, states, mask, training) { Backwards = GoBackwards, ZeroOutput = ZeroOutputForMask, Unroll = Unroll });
        if (Stateful && Trace.Current is not null && x.Shape[0] != Shape.Unknown)
        {
            Variable[] remembered = Remembered(x.Shape[0]);
            for (int i = 0; i < remembered.Length; i++)
                remembered[i].Assign(result.States[i]);
        }
        return Results(ReturnSequences ? result.Outputs : result.Last, result.States);
    }

    private IReadOnlyList<KerasTensor> StatesBefore(IReadOnlyList<KerasTensor> inputs)
    {
        int count = Cell.StateSize.Count, batch = inputs[0].Shape[0];
        if (inputs.Count > 1)
        {
            return inputs.Count == 1 + count ? [.. inputs.Skip(1)]
                : throw new ShapeException($"{this}", $"a sequence, or a sequence and {count} states", $"{inputs.Count} inputs");
        }
        // While a model is described the batch is not known, and nobody asks what is remembered.
        return Stateful && batch != Shape.Unknown ? [.. Remembered(batch).Select(state => state.ToKerasTensor())] : Cell.GetInitialState(batch);
    }

    private Variable[] Remembered(int batch)
    {
        _states ??= FirstStates(Cell.GetInitialState(batch));
        return _states[0].Shape[0] == batch ? _states : throw new ShapeException(
            $"{this}", $"batches of {_states[0].Shape[0]} samples, as the first was", $"{batch}",
            "a stateful layer goes on with each sample where the batch before ended: drop the last, smaller batch");
    }

    // The numbers that the first batch begins with, which need not be zeros.
    private Variable[] FirstStates(IReadOnlyList<KerasTensor> values)
    {
        using IExecution execution = Planning.Plan(new TracedGraph([], values)).Rent();
        execution.Run();
        Variable[] states = [.. values.Select(value => new Variable("rnn_state", value.Shape, trainable: false) { Path = $"{Name}/rnn_state" })];
        for (int i = 0; i < states.Length; i++)
            execution.Output(i).CopyTo(states[i].Span);
        return states;
    }

    // Of masks (batch, time, 1) too, which Keras takes.
    private KerasTensor? OfSteps(KerasTensor? mask) => mask?.Rank switch
    {
        null => null,
        2 => mask,
        3 => mask.Any([-1]),
        _ => throw new ShapeException($"{this}", "a mask (batch, time)", $"{mask!.Shape}"),
    };

    // One step, as if it were as many as there will be: for the shapes, and the weights of what the cell has inside.
    private IReadOnlyList<KerasTensor> OfUnknownTime(KerasTensor x, IReadOnlyList<KerasTensor> states, bool training)
    {
        SequenceResult result = Cell.Run(new(x.Slice(1, 0, 1), states, null, training));
        Shape output = result.Last.Shape;
        KerasTensor sequence = result.Outputs.BroadcastTo([output[0], Shape.Unknown, .. output[1..]]);
        return Results(ReturnSequences ? sequence : result.Last, result.States);
    }

    private IReadOnlyList<KerasTensor> Results(KerasTensor output, IReadOnlyList<KerasTensor> states) => ReturnState ? [output, .. states] : [output];

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["return_sequences"] = ReturnSequences;
        config["return_state"] = ReturnState;
        config["go_backwards"] = GoBackwards;
        config["stateful"] = Stateful;
        config["unroll"] = Unroll;
        config["zero_output_for_mask"] = ZeroOutputForMask;
        WriteCell(config);
    }

    /// <summary>Adds what says which cell it is.</summary>
    private protected virtual void WriteCell(JsonObject config) => config["cell"] = NestedLayer.Describe(Cell);

    internal static RNN FromConfig(JsonObject config) => new(ReadCell(config))
    {
        Name = (string)config["name"]!,
        ReturnSequences = Flag(config, "return_sequences"),
        ReturnState = Flag(config, "return_state"),
        GoBackwards = Flag(config, "go_backwards"),
        Stateful = Flag(config, "stateful"),
        Unroll = Flag(config, "unroll"),
        ZeroOutputForMask = Flag(config, "zero_output_for_mask"),
    };

    private protected static bool Flag(JsonObject config, string key) => (bool?)config[key] ?? false;

    private static RNNCell ReadCell(JsonObject config) => NestedLayer.Read<RNNCell>(config["cell"], $"RNN '{(string?)config["name"]}'");
}
