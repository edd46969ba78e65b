using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Graph;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>A cell with a kernel for its input, one for its state, and a bias: what <see cref="SimpleRNNCell"/>, <see cref="LSTMCell"/> and <see cref="GRUCell"/> share.</summary>
public abstract class RecurrentCell : RNNCell
{
    private SeedGenerator? _random;

    private protected RecurrentCell(int units, int gates, RecurrentOptions options) => (Units, Gates, Options) = (Require.Positive(units), gates, options);

    /// <summary>Length of the state and of the output.</summary>
    public int Units { get; }

    /// <summary>Applied to the candidate; tanh by default.</summary>
    public ActivationFunction Activation
    {
        get => Options.Activation;
        init => Options.Activation = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias
    {
        get => Options.UseBias;
        init => Options.UseBias = value;
    }

    /// <summary>First value of the kernel.</summary>
    public Initializer KernelInitializer
    {
        get => Options.KernelInitializer;
        init => Options.KernelInitializer = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>First value of the recurrent kernel; orthogonal by default.</summary>
    public Initializer RecurrentInitializer
    {
        get => Options.RecurrentInitializer;
        init => Options.RecurrentInitializer = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>First value of the bias.</summary>
    public Initializer BiasInitializer
    {
        get => Options.BiasInitializer;
        init => Options.BiasInitializer = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>A term of the loss that grows with the kernel.</summary>
    public Regularizer? KernelRegularizer
    {
        get => Options.KernelRegularizer;
        init => Options.KernelRegularizer = value;
    }

    /// <summary>A term of the loss that grows with the recurrent kernel.</summary>
    public Regularizer? RecurrentRegularizer
    {
        get => Options.RecurrentRegularizer;
        init => Options.RecurrentRegularizer = value;
    }

    /// <summary>A term of the loss that grows with the bias.</summary>
    public Regularizer? BiasRegularizer
    {
        get => Options.BiasRegularizer;
        init => Options.BiasRegularizer = value;
    }

    /// <summary>What the kernel is brought back to after each update.</summary>
    public Constraint? KernelConstraint
    {
        get => Options.KernelConstraint;
        init => Options.KernelConstraint = value;
    }

    /// <summary>What the recurrent kernel is brought back to after each update.</summary>
    public Constraint? RecurrentConstraint
    {
        get => Options.RecurrentConstraint;
        init => Options.RecurrentConstraint = value;
    }

    /// <summary>What the bias is brought back to after each update.</summary>
    public Constraint? BiasConstraint
    {
        get => Options.BiasConstraint;
        init => Options.BiasConstraint = value;
    }

    /// <summary>Fraction of the input's features that training sets to 0, the same at all steps of a sequence.</summary>
    public float Dropout
    {
        get => Options.Dropout;
        init => Options.Dropout = value;
    }

    /// <summary>Fraction of the state's units that training sets to 0 on their way through the recurrent kernel, the same at all steps of a sequence.</summary>
    public float RecurrentDropout
    {
        get => Options.RecurrentDropout;
        init => Options.RecurrentDropout = value;
    }

    /// <summary>The same masks in each program; by default the next seed.</summary>
    public int? Seed
    {
        get => Options.Seed;
        init => Options.Seed = value;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSize => [Units];

    /// <inheritdoc/>
    public override int OutputSize => Units;

    internal RecurrentOptions Options { get; }

    private protected int Gates { get; }

    private protected Variable? Kernel { get; private set; }

    private protected Variable? RecurrentKernel { get; private set; }

    private protected Variable? Bias { get; private set; }

    // One row for each gate of all units; GRU has two.
    private protected virtual Shape BiasShape => [Gates * Units];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 2 || input[^1] == Shape.Unknown)
            throw new ShapeException($"{this}", "(batch, features) at each step, features known", $"{input}");
        Kernel = AddWeight("kernel", [input[^1], Gates * Units], KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        RecurrentKernel = AddWeight(
            "recurrent_kernel", [Units, Gates * Units], RecurrentInitializer, regularizer: RecurrentRegularizer, constraint: RecurrentConstraint);
        Bias = UseBias ? AddWeight("bias", BiasShape, BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint) : null;
        _random = new SeedGenerator(Seed);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor> Step(KerasTensor x, IReadOnlyList<KerasTensor> states, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        DropoutMasks masks = Draw(x.Shape, training);
        return Advance(Project(x, masks), states, Share(masks));
    }

    internal override SequenceResult Run(SequenceCall call)
    {
        if (Trace.Current is { } trace)
            AddWeightLosses(trace);
        DropoutMasks masks = Draw([call.X.Shape[0], call.X.Shape[^1]], call.Training);
        KerasTensor x = Project(call.X, masks);
        bool isWhole = masks.Recurrent is null && (call.Mask is null || !call.Unroll) && call.Time > 0;
        return isWhole && Recur(x, call) is { } states ? Finish(call, states) : RunSteps(x, call, Share(masks));
    }

    private SequenceResult RunSteps(KerasTensor x, SequenceCall call, SharedParts shared) =>
        StepByStep.Run($"{this}", call, x, (step, states) => Advance(step, states, shared));

    private SharedParts Share(DropoutMasks masks) => new(masks, RecurrentKernel!, Units, RecurrentBias);

    /// <summary>One step, from what the input adds to the gates.</summary>
    private protected abstract IReadOnlyList<KerasTensor> Advance(KerasTensor x, IReadOnlyList<KerasTensor> states, SharedParts shared);

    /// <summary>All steps as one operation: the sequence of the first state, then the last states; null where there is no such operation.</summary>
    private protected abstract KerasTensor[]? Recur(KerasTensor x, SequenceCall call);

    /// <summary>The bias that is added to the input's part of the gates.</summary>
    private protected virtual KerasTensor? InputBias => Bias?.ToKerasTensor();

    /// <summary>Whether a rate of dropout has an effect: as in Keras, for gated cells all or nothing is nothing.</summary>
    private protected virtual bool Drops(float rate) => rate is > 0 and < 1;

    /// <summary>The bias that is added to the state's part of the gates.</summary>
    private protected virtual KerasTensor? RecurrentBias => null;

    /// <summary>What the state adds to gates: <c>h·R</c>, of the gates from one to before another.</summary>
    private protected static KerasTensor[] Products(KerasTensor h, SharedParts shared, int first, int end) => shared.Masks.Recurrent is { } dropped
        ? [.. Enumerable.Range(first, end - first).Select(gate => (h * dropped[gate]).MatMul(shared.KernelOf(gate, gate + 1)))]
        : [.. h.MatMul(shared.KernelOf(first, end)).Split(end - first, -1)];

    private protected RecurrenceInputs InputsOf(KerasTensor x, SequenceCall call) => new(x, RecurrentKernel!, call.States, call.Mask);

    // As in Keras, with recurrent dropout each gate has masks of its own.
    private DropoutMasks Draw(Shape x, bool training)
    {
        if (!training)
            return DropoutMasks.None;
        int inputs = RecurrentDropout == 0 ? 1 : Gates;
        return new(Masks(x, Dropout, inputs), Masks([x[0], Units], RecurrentDropout, Gates));
    }

    private IReadOnlyList<KerasTensor>? Masks(Shape shape, float rate, int count) =>
        Drops(rate) ? [.. Enumerable.Range(0, count).Select(_ => DropoutMasks.Draw(shape, rate, _random!))] : null;

    // What the input adds to the gates, at all time steps together: (batch, features) or (batch, time, features) times the kernel.
    private KerasTensor Project(KerasTensor x, DropoutMasks masks)
    {
        KerasTensor kernel = Kernel!;
        if (x.Shape[^1] != kernel.Shape[0])
            throw new ShapeException($"{this}", $"{kernel.Shape[0]} features", $"{x.Shape}");
        KerasTensor rows = masks.Input switch
        {
            null => Rows(x).MatMul(kernel),
            [var one] => Rows(Dropped(x, one)).MatMul(kernel),
            var each => Ops.Concatenate([.. each.Select((mask, gate) => Rows(Dropped(x, mask)).MatMul(kernel.Slice(1, gate * Units, Units)))]),
        };
        if (InputBias is { } bias)
            rows += bias;
        return rows.Reshape([.. x.Shape[..^1], Gates * Units]);
    }

    private static KerasTensor Rows(KerasTensor x) => x.Rank == 2 ? x : x.Reshape([Shape.Unknown, x.Shape[^1]]);

    private static KerasTensor Dropped(KerasTensor x, KerasTensor mask) => x * (x.Rank == 2 ? mask : mask.ExpandDims(1));

    private static SequenceResult Finish(SequenceCall call, KerasTensor[] results)
    {
        KerasTensor sequence = results[0], last = results[1];
        if (call.Mask is { } mask && call.ZeroOutput)
        {
            sequence = mask.ExpandDims(-1).Where(sequence, Ops.Constant(0));
            last = mask.Slice(1, call.Backwards ? 0 : call.Time - 1, 1).Where(last, Ops.Constant(0));
        }
        // The operation leaves each step's state at the step's place in time.
        return new(() => call.Backwards ? sequence.Flip(1) : sequence, last, results[1..]);
    }
}
