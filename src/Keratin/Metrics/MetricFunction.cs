namespace Keratin.Metrics;

/// <summary>Mean of a function of one's own over the samples: what Keras takes where a plain function is given.</summary>
/// <remarks>It can be used in training, but a file that names it cannot be read back: a model is then loaded uncompiled, with a warning.</remarks>
/// <example>
/// <code>
/// var bias = new MetricFunction("bias", (target, output) =&gt; (output - target).Mean([-1]));
/// model.Compile("adam", "mse", [bias, new MetricFunction("huber", (y, p) =&gt; Ops.Huber(y, p, delta: 2)) { Better = MetricDirection.Down }]);
/// </code>
/// </example>
public sealed class MetricFunction : Mean
{
    private readonly Func<KerasTensor, KerasTensor, KerasTensor> _function;

    /// <summary>A mean of that name.</summary>
    /// <param name="name">Its name in logs and files.</param>
    /// <param name="function">From targets and outputs to the numbers of the samples, written with <see cref="Ops"/>.</param>
    public MetricFunction(string name, Func<KerasTensor, KerasTensor, KerasTensor> function)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
    }

    /// <summary>Which way it gets better.</summary>
    public MetricDirection Better { get; init; }

    /// <inheritdoc/>
    public override MetricDirection Direction => Better;

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output) => _function(target, output);
}
