namespace Keratin.Activations;

/// <summary>A function applied to each element (or, for softmax, along the last axis) by name or directly: <c>"relu"</c>, <see cref="Relu"/>.</summary>
public sealed class ActivationFunction
{
    private static readonly Dictionary<string, ActivationFunction> s_byName = new ActivationFunction[]
    {
        new("linear", x => x),
        new("relu", x => x.Relu()),
        new("relu6", x => x.Relu6()),
        new("leaky_relu", x => x.LeakyRelu()),
        new("elu", x => x.Elu()),
        new("celu", x => x.Celu()),
        new("selu", x => x.Selu()),
        new("sigmoid", x => x.Sigmoid()),
        new("hard_sigmoid", x => x.HardSigmoid()),
        new("sparse_sigmoid", x => x.SparseSigmoid()),
        new("log_sigmoid", x => x.LogSigmoid()),
        new("tanh", x => x.Tanh()),
        new("hard_tanh", x => x.HardTanh()),
        new("tanh_shrink", x => x.TanhShrink()),
        new("soft_shrink", x => x.SoftShrink()),
        new("hard_shrink", x => x.HardShrink()),
        new("softmax", x => x.Softmax()),
        new("log_softmax", x => x.LogSoftmax()),
        new("sparsemax", x => x.Sparsemax()),
        new("softplus", x => x.Softplus()),
        new("squareplus", x => x.Squareplus()),
        new("sparse_plus", x => x.SparsePlus()),
        new("softsign", x => x.Softsign()),
        new("exponential", x => x.Exp()),
        new("silu", x => x.Silu()),
        new("hard_silu", x => x.HardSilu()),
        new("gelu", x => x.Gelu(approximate: false)),
        new("glu", x => x.Glu()),
        new("mish", x => x.Mish()),
    }.ToDictionary(activation => activation.Name);

    private static readonly Dictionary<string, string> s_aliases = new() { ["swish"] = "silu", ["hard_swish"] = "hard_silu" };

    private readonly Func<KerasTensor, KerasTensor> _apply;

    /// <summary>An activation of one's own without a name: <c>new Dense(8) { Activation = new(x => x.Square()) }</c>. A file that has it cannot be read back.</summary>
    /// <param name="apply">The function, written with <see cref="Ops"/>.</param>
    public ActivationFunction(Func<KerasTensor, KerasTensor> apply)
        : this("custom", apply)
    {
    }

    /// <summary>An activation of one's own. It can be trained, but a file that names it cannot be read back.</summary>
    /// <param name="name">Its name in configurations.</param>
    /// <param name="apply">The function, written with <see cref="Ops"/>.</param>
    public ActivationFunction(string name, Func<KerasTensor, KerasTensor> apply)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(apply);
        (Name, _apply) = (name, apply);
    }

    /// <summary>The identity.</summary>
    public static ActivationFunction Linear { get; } = Named("linear");

    /// <summary><c>max(x, 0)</c>.</summary>
    public static ActivationFunction Relu { get; } = Named("relu");

    /// <summary><c>1 / (1 + e⁻ˣ)</c>.</summary>
    public static ActivationFunction Sigmoid { get; } = Named("sigmoid");

    /// <summary>Hyperbolic tangent.</summary>
    public static ActivationFunction Tanh { get; } = Named("tanh");

    /// <summary>Softmax along the last axis.</summary>
    public static ActivationFunction Softmax { get; } = Named("softmax");

    /// <summary>Keras' name: <c>relu</c>.</summary>
    public string Name { get; }

    /// <summary>All names that <see cref="Named"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => s_byName.Keys;

    /// <summary>The activation that Keras calls so.</summary>
    /// <param name="name">Keras' name; null means <c>linear</c>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ActivationFunction Named(string? name)
    {
        name ??= "linear";
        if (s_byName.TryGetValue(s_aliases.GetValueOrDefault(name, name), out ActivationFunction? activation))
            return activation;
        throw new ArgumentException(name == "threshold"
            ? "Activation: expected one without arguments; got 'threshold', which needs two: write new ActivationFunction(x => x.Threshold(…, …))."
            : $"Activation: expected one of {string.Join(", ", s_byName.Keys)}; got '{name}'.", nameof(name));
    }

    /// <summary>Adds the function's nodes to the graph.</summary>
    /// <param name="x">Operand.</param>
    public KerasTensor Apply(KerasTensor x) => _apply(x);

    /// <summary>The activation of that name.</summary>
    /// <param name="name">Keras' name.</param>
    public static implicit operator ActivationFunction(string name) => Named(name);

    /// <summary>The activation of that name.</summary>
    /// <param name="name">Keras' name.</param>
    public static ActivationFunction FromString(string name) => Named(name);

    // A string, a function object, or null.
    internal static ActivationFunction Deserialize(System.Text.Json.Nodes.JsonNode? node) => node is null ? Linear : Named(Serialized.Unwrap(node).ClassName);

    /// <summary>The function.</summary>
    /// <param name="apply">Written with <see cref="Ops"/>.</param>
    public static implicit operator ActivationFunction(Func<KerasTensor, KerasTensor> apply) => FromFunc(apply);

    /// <summary>The function.</summary>
    /// <param name="apply">Written with <see cref="Ops"/>.</param>
    public static ActivationFunction FromFunc(Func<KerasTensor, KerasTensor> apply) => new(apply);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
