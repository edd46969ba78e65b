namespace Keratin.Layers;

/// <summary>What a recurrent layer does at one time step: from the step's input and the states before it to an output and the states after it.</summary>
/// <remarks>
/// <para>A cell of one's own says how large its states are, makes its weights in <see cref="Layer.Build(Shape)"/> and writes <see cref="Step"/> with
/// <see cref="Ops"/>; <see cref="RNN"/> takes it through time.</para>
/// <para>Applied by itself it takes the input and the states, and gives the output and the new states.</para>
/// </remarks>
/// <example>
/// <code>
/// internal sealed class MinimalCell(int units) : RNNCell
/// {
///     private Variable? _kernel, _recurrentKernel;
///
///     public override IReadOnlyList&lt;int&gt; StateSize => [units];
///
///     protected override void Build(Shape input)
///     {
///         _kernel = AddWeight("kernel", [input[^1], units], "glorot_uniform");
///         _recurrentKernel = AddWeight("recurrent_kernel", [units, units], "glorot_uniform");
///     }
///
///     protected override IReadOnlyList&lt;KerasTensor&gt; Step(KerasTensor x, IReadOnlyList&lt;KerasTensor&gt; states, bool training)
///     {
///         KerasTensor output = x.MatMul(_kernel!) + states[0].MatMul(_recurrentKernel!);
///         return [output, output];
///     }
/// }
///
/// KerasTensor y = new RNN(new MinimalCell(32)).Apply(new Input(10, 8));   // (None, 32)
/// </code>
/// </example>
public abstract class RNNCell : Layer
{
    /// <summary>Length of each state: a state of a sample is a row of so many numbers.</summary>
    public abstract IReadOnlyList<int> StateSize { get; }

    /// <summary>Length of the output; by default that of the first state.</summary>
    public virtual int OutputSize => StateSize[0];

    /// <summary>The states before the first step: zeros, by default of shape <c>(batch, size)</c> each.</summary>
    /// <param name="batchSize">Samples of a batch; <see cref="Shape.Unknown"/> while a model is described.</param>
    public virtual IReadOnlyList<KerasTensor> GetInitialState(int batchSize) => [.. StateSize.Select(size => Ops.Zeros([batchSize, size]))];

    /// <summary>One time step.</summary>
    /// <param name="x">The step's input, <c>(batch, features)</c>.</param>
    /// <param name="states">The states before it.</param>
    /// <param name="training">Whether this is training.</param>
    /// <returns>The output, then the states after it, as many as before.</returns>
    protected abstract IReadOnlyList<KerasTensor> Step(KerasTensor x, IReadOnlyList<KerasTensor> states, bool training);

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int states = StateSize.Count;
        if (inputs.Count != 1 + states)
            throw new ShapeException($"{this}", $"an input and {states} states", $"{inputs.Count} inputs", "put the cell into new RNN(cell) to take it through time");
        IReadOnlyList<KerasTensor> results = Step(inputs[0], [.. inputs.Skip(1)], training);
        return results.Count == 1 + states ? results
            : throw new InvalidOperationException($"{this}.Step: expected the output and {states} states; got {results.Count} tensors.");
    }

    /// <summary>All steps of a sequence. By default one after the other.</summary>
    internal virtual SequenceResult Run(SequenceCall call) => StepByStep.Run($"{this}", call, call.X, (x, states) => ApplyAll([x, .. states]));
}
