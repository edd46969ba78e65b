using Keratin.Graph;

namespace Keratin.Layers;

/// <summary>The cell of <see cref="ConvLSTM"/>: what <see cref="LSTMCell"/> is, with convolutions in place of its products.</summary>
/// <remarks>
/// With <c>z = x ∗ kernel + bias + h ∗ recurrent_kernel</c> in the parts i, f, c, o and σ the recurrent activation:
/// <c>c' = σ(z_f)·c + σ(z_i)·activation(z_c)</c>, <c>h' = σ(z_o)·activation(c')</c>. The state's convolution has strides of 1 and padding same.
/// </remarks>
internal sealed class ConvLSTMCell(int filters, ConvLSTMWindow window, RecurrentOptions options) : RNNCell
{
    private const int Gates = 4;

    private Variable? _kernel, _recurrentKernel, _bias;
    private SeedGenerator? _random;
    private Shape? _state;

    public int Filters { get; } = Require.Positive(filters);

    public ConvLSTMWindow Window => window;

    public RecurrentOptions Options => options;

    // Channels of the states; their other lengths are known once the cell is built.
    public override IReadOnlyList<int> StateSize => [Filters, Filters];

    public override IReadOnlyList<KerasTensor> GetInitialState(int batchSize)
    {
        Shape state = _state ?? throw new InvalidOperationException($"{this}: expected a cell that is built, as its input says how large the states are.");
        Shape shape = state.With(0, batchSize);
        return [Ops.Zeros(shape), Ops.Zeros(shape)];
    }

    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        window.Check($"{this}");
        Shape last = ChannelAxis.ToLast(input, window.DataFormat);
        if (input.Rank != window.Rank + 2 || input.Skip(1).Any(length => length == Shape.Unknown))
            throw new ShapeException($"{this}", $"{ChannelAxis.Layout(window.Rank, window.DataFormat)} at each step, all but the batch known", $"{input}");
        _kernel = AddWeight(
            "kernel", [.. window.KernelSize, last[^1], Gates * Filters], options.KernelInitializer,
            regularizer: options.KernelRegularizer, constraint: options.KernelConstraint);
        _recurrentKernel = AddWeight(
            "recurrent_kernel", [.. window.KernelSize, Filters, Gates * Filters], options.RecurrentInitializer,
            regularizer: options.RecurrentRegularizer, constraint: options.RecurrentConstraint);
        _bias = options.UseBias
            ? AddWeight("bias", [Gates * Filters], options.BiasInitializer, regularizer: options.BiasRegularizer, constraint: options.BiasConstraint) : null;
        if (options.UnitForgetBias && _bias is not null)
            _bias.Span.Slice(Filters, Filters).Fill(1);
        _state = window.Convolve($"{this}", Ops.Zeros(input.With(0, 1)), Ops.Zeros([.. window.KernelSize, last[^1], Filters]), null).Shape;
        _random = new SeedGenerator(options.Seed);
    }

    protected override IReadOnlyList<KerasTensor> Step(KerasTensor x, IReadOnlyList<KerasTensor> states, bool training)
    {
        DropoutMasks masks = Draw(x.Shape, states[0].Shape, training);
        return Advance(Project(x.ExpandDims(1), masks).Squeeze(1), states, masks, Parts(masks));
    }

    internal override SequenceResult Run(SequenceCall call)
    {
        if (Trace.Current is { } trace)
            AddWeightLosses(trace);
        DropoutMasks masks = Draw([call.X.Shape[0], .. call.X.Shape[2..]], call.States[0].Shape, call.Training);
        IReadOnlyList<KerasTensor> parts = Parts(masks);
        return StepByStep.Run($"{this}", call, Project(call.X, masks), (x, states) => Advance(x, states, masks, parts));
    }

    private IReadOnlyList<KerasTensor> Advance(KerasTensor x, IReadOnlyList<KerasTensor> states, DropoutMasks masks, IReadOnlyList<KerasTensor> kernels)
    {
        KerasTensor h = states[0];
        IReadOnlyList<KerasTensor> fromX = x.Split(Gates, window.ChannelAxis), fromState = masks.Recurrent is { } dropped
            ? [.. kernels.Select((kernel, gate) => window.ConvolveState($"{this}", h * dropped[gate], kernel))]
            : window.ConvolveState($"{this}", h, kernels[0]).Split(Gates, window.ChannelAxis);
        KerasTensor[] z = [.. fromX.Zip(fromState, (one, other) => one + other)];
        KerasTensor i = options.RecurrentActivation.Apply(z[0]), f = options.RecurrentActivation.Apply(z[1]);
        KerasTensor c = (f * states[1]) + (i * options.Activation.Apply(z[2]));
        KerasTensor next = options.RecurrentActivation.Apply(z[3]) * options.Activation.Apply(c);
        return [next, next, c];
    }

    // The recurrent kernel as a whole, or gate by gate where each has a mask of its own; cut once for all steps.
    private IReadOnlyList<KerasTensor> Parts(DropoutMasks masks)
    {
        KerasTensor kernel = _recurrentKernel!;
        return masks.Recurrent is null ? [kernel] : kernel.Split(Gates, -1);
    }

    // What the input adds to the gates, at all steps together: they are so many more samples.
    private KerasTensor Project(KerasTensor x, DropoutMasks masks)
    {
        KerasTensor kernel = _kernel!;
        KerasTensor? bias = _bias?.ToKerasTensor();
        if (masks.Input is not { } dropped)
            return Steps(x, window.Convolve($"{this}", Samples(x), kernel, bias));
        IReadOnlyList<KerasTensor> kernels = kernel.Split(Gates, -1);
        IReadOnlyList<KerasTensor>? biases = bias?.Split(Gates);
        return Steps(x, Ops.Concatenate(
            [.. kernels.Select((part, gate) => window.Convolve($"{this}", Samples(x * dropped[gate].ExpandDims(1)), part, biases?[gate]))], window.ChannelAxis));
    }

    // As in Keras, each gate has masks of its own, and all or nothing is nothing.
    private DropoutMasks Draw(Shape x, Shape state, bool training) =>
        training ? new(Masks(x, options.Dropout), Masks(state, options.RecurrentDropout)) : DropoutMasks.None;

    private IReadOnlyList<KerasTensor>? Masks(Shape shape, float rate) =>
        rate is > 0 and < 1 ? [.. Enumerable.Range(0, Gates).Select(_ => DropoutMasks.Draw(shape, rate, _random!))] : null;

    private static KerasTensor Samples(KerasTensor x) =>
        x.Reshape([x.Shape[0] == Shape.Unknown ? Shape.Unknown : checked(x.Shape[0] * x.Shape[1]), .. x.Shape[2..]]);

    private static KerasTensor Steps(KerasTensor x, KerasTensor samples) => samples.Reshape([x.Shape[0], x.Shape[1], .. samples.Shape[1..]]);
}
