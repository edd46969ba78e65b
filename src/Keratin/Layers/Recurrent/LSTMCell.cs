using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>The cell of long short-term memory: gates decide what is forgotten, what is written and what is shown.</summary>
/// <remarks>
/// <para>With <c>z = x·kernel + h·recurrent_kernel + bias</c> in the parts i, f, c, o and σ the recurrent activation:
/// <c>c' = σ(z_f)·c + σ(z_i)·activation(z_c)</c>, <c>h' = σ(z_o)·activation(c')</c>.</para>
/// <para><b>Input</b> <c>(batch, features)</c> and the states h and c <c>(batch, units)</c>. <b>Output</b> h', then h' and c'.</para>
/// <para><b>Weights</b> <c>kernel (features, 4 · units)</c>, <c>recurrent_kernel (units, 4 · units)</c>, <c>bias (4 · units)</c>.</para>
/// <para>Hochreiter, Schmidhuber: "Long short-term memory", Neural Computation 1997.</para>
/// </remarks>
/// <example><code>KerasTensor y = new RNN(new LSTMCell(64), new LSTMCell(32)).Apply(new Input(10, 8));   // (None, 32)</code></example>
public sealed class LSTMCell : RecurrentCell
{
    /// <summary>A cell.</summary>
    /// <param name="units">Length of the states, at least 1.</param>
    public LSTMCell(int units)
        : this(units, new())
    {
    }

    internal LSTMCell(int units, RecurrentOptions options)
        : base(units, gates: 4, options)
    {
    }

    /// <summary>Applied to the gates; sigmoid by default.</summary>
    public ActivationFunction RecurrentActivation
    {
        get => Options.RecurrentActivation;
        init => Options.RecurrentActivation = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Whether the bias of the forget gate begins at 1 (Jozefowicz, Zaremba, Sutskever 2015).</summary>
    public bool UnitForgetBias
    {
        get => Options.UnitForgetBias;
        init => Options.UnitForgetBias = value;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSize => [Units, Units];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        base.Build(input);
        if (UnitForgetBias && Bias is not null)
            Bias.Span.Slice(Units, Units).Fill(1);
    }

    private protected override IReadOnlyList<KerasTensor> Advance(KerasTensor x, IReadOnlyList<KerasTensor> states, SharedParts shared)
    {
        KerasTensor[] z = Sums(x, Products(states[0], shared, 0, Gates));
        KerasTensor i = RecurrentActivation.Apply(z[0]), f = RecurrentActivation.Apply(z[1]);
        KerasTensor c = (f * states[1]) + (i * Activation.Apply(z[2]));
        KerasTensor h = RecurrentActivation.Apply(z[3]) * Activation.Apply(c);
        return [h, h, c];
    }

    private static KerasTensor[] Sums(KerasTensor x, KerasTensor[] products) => [.. x.Split(products.Length, -1).Zip(products, (one, other) => one + other)];

    private protected override KerasTensor[]? Recur(KerasTensor x, SequenceCall call) =>
        Activation != ActivationFunction.Tanh || RecurrentActivation != ActivationFunction.Sigmoid ? null
        : RecurrenceOp.Of(new LstmOp(call.Backwards, call.Mask is not null, call.Training), InputsOf(x, call).List())[..3];

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Options.WriteActivations(config, Units, hasGates: true);
        config["unit_forget_bias"] = UnitForgetBias;
        Options.WriteInitializers(config);
        Options.WriteLimits(config, isLayer: false);
        config["seed"] = Seed;
    }

    internal static LSTMCell FromConfig(JsonObject config) =>
        new(RecurrentOptions.UnitsOf(config), RecurrentOptions.Read(config)) { Name = (string)config["name"]! };
}
