namespace Keratin.Activations;

/// <summary>A function applied to each element (or, for softmax, along the last axis) by name or directly: <c>"relu"</c>, <see cref="Relu"/>.</summary>
public sealed class ActivationFunction
{
    private const float SeluAlpha = 1.6732632423543772f, SeluScale = 1.0507009873554805f;

    private static readonly Dictionary<string, ActivationFunction> s_byName = new ActivationFunction[]
    {
        new("linear", x => x),
        new("relu", x => x.Relu()),
        new("relu6", x => x.Clip(0, 6)),
        new("leaky_relu", x => x.GreaterEqual(Ops.Constant(0)).Where(x, 0.2f * x)),
        new("elu", Elu),
        new("selu", x => SeluScale * x.Greater(Ops.Constant(0)).Where(x, SeluAlpha * x.Minimum(Ops.Constant(0)).Expm1())),
        new("sigmoid", x => x.Sigmoid()),
        new("hard_sigmoid", HardSigmoid),
        new("tanh", x => x.Tanh()),
        new("softmax", x => x.Softmax()),
        new("log_softmax", x => x.LogSoftmax()),
        new("softplus", Softplus),
        new("softsign", x => x / (x.Absolute() + 1)),
        new("exponential", x => x.Exp()),
        new("silu", x => x * x.Sigmoid()),
        new("hard_silu", x => x * HardSigmoid(x)),
        new("gelu", x => 0.5f * x * ((x * 0.70710678f).Erf() + 1)),
        new("mish", x => x * Softplus(x).Tanh()),
    }.ToDictionary(activation => activation.Name);

    private static readonly Dictionary<string, string> s_aliases = new() { ["swish"] = "silu", ["hard_swish"] = "hard_silu" };

    private readonly Func<KerasTensor, KerasTensor> _apply;

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
        return s_byName.TryGetValue(s_aliases.GetValueOrDefault(name, name), out ActivationFunction? activation)
            ? activation
            : throw new ArgumentException($"Activation: expected one of {string.Join(", ", s_byName.Keys)}; got '{name}'.", nameof(name));
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

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    // The exponential is taken of what is not positive only: of a large x it would be infinite, and ∞ · 0 in the gradient NaN.
    private static KerasTensor Elu(KerasTensor x) => x.Greater(Ops.Constant(0)).Where(x, x.Minimum(Ops.Constant(0)).Expm1());

    // ln(1 + eˣ) = (x + |x|) / 2 + ln(1 + e^-|x|), which cannot overflow. Not max(x, 0): its gradient at 0 would be 1, not ½.
    private static KerasTensor Softplus(KerasTensor x) => (0.5f * (x + x.Absolute())) + (-x.Absolute()).Exp().Log1p();

    private static KerasTensor HardSigmoid(KerasTensor x) => (x + 3).Clip(0, 6) * (1f / 6);
}
