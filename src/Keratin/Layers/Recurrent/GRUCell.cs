using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>The gated recurrent unit: one gate mixes the old state and a candidate, another decides how much of the old state the candidate sees.</summary>
/// <remarks>
/// <para>With the parts z, r, h of <c>x·kernel</c> and of <c>h·recurrent_kernel</c>, each with its bias, and σ the recurrent activation:
/// <c>z = σ(x_z + n_z)</c>, <c>r = σ(x_r + n_r)</c>, <c>h' = z·h + (1 - z)·activation(x_h + r·n_h)</c>. Without <see cref="ResetAfter"/> r comes before
/// the product: <c>n_h = (r·h)·recurrent_kernel_h</c>, and there is one bias.</para>
/// <para><b>Input</b> <c>(batch, features)</c> and the state <c>(batch, units)</c>. <b>Output</b> and new state <c>(batch, units)</c>.</para>
/// <para><b>Weights</b> <c>kernel (features, 3 · units)</c>, <c>recurrent_kernel (units, 3 · units)</c>, <c>bias (2, 3 · units)</c>, or <c>(3 · units)</c>
/// without <see cref="ResetAfter"/>.</para>
/// <para>Cho et al.: "Learning phrase representations using RNN encoder-decoder for statistical machine translation", 2014.</para>
/// </remarks>
/// <example><code>KerasTensor y = new RNN(new GRUCell(32)).Apply(new Input(10, 8));   // (None, 32)</code></example>
public sealed class GRUCell : RecurrentCell
{
    /// <summary>A cell.</summary>
    /// <param name="units">Length of the state, at least 1.</param>
    public GRUCell(int units)
        : this(units, new())
    {
    }

    internal GRUCell(int units, RecurrentOptions options)
        : base(units, gates: 3, options)
    {
    }

    /// <summary>Applied to the gates; sigmoid by default.</summary>
    public ActivationFunction RecurrentActivation
    {
        get => Options.RecurrentActivation;
        init => Options.RecurrentActivation = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Whether the reset gate comes after the product with the recurrent kernel.</summary>
    public bool ResetAfter
    {
        get => Options.ResetAfter;
        init => Options.ResetAfter = value;
    }

    private protected override Shape BiasShape => ResetAfter ? [2, Gates * Units] : base.BiasShape;

    private protected override KerasTensor? InputBias => Bias is null ? null : ResetAfter ? RowOf(Bias, 0) : Bias;

    private protected override KerasTensor? RecurrentBias => Bias is not null && ResetAfter ? RowOf(Bias, 1) : null;

    private protected override IReadOnlyList<KerasTensor> Advance(KerasTensor x, IReadOnlyList<KerasTensor> states, SharedParts shared)
    {
        KerasTensor before = states[0];
        KerasTensor[] inner = Products(before, shared, 0, ResetAfter ? 3 : 2);
        if (shared.RecurrentBias is { } bias)
            inner = [.. inner.Zip(bias, (n, b) => n + b)];
        IReadOnlyList<KerasTensor> gates = x.Split(3, -1);
        KerasTensor z = RecurrentActivation.Apply(gates[0] + inner[0]), r = RecurrentActivation.Apply(gates[1] + inner[1]);
        KerasTensor seen = ResetAfter ? r * inner[2] : Products(r * before, shared, 2, 3)[0];
        KerasTensor candidate = Activation.Apply(gates[2] + seen);
        KerasTensor h = (z * before) + ((1 - z) * candidate);
        return [h, h];
    }

    private protected override KerasTensor[]? Recur(KerasTensor x, SequenceCall call) =>
        !ResetAfter || Activation != ActivationFunction.Tanh || RecurrentActivation != ActivationFunction.Sigmoid ? null
        : RecurrenceOp.Of(new GruOp(call.Backwards, call.Mask is not null, call.Training, Bias is not null), InputsOf(x, call).List(RecurrentBias))[..2];

    private KerasTensor RowOf(KerasTensor bias, int row) => bias.Slice(0, row, 1).Reshape([Gates * Units]);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Options.WriteActivations(config, Units, hasGates: true);
        Options.WriteInitializers(config);
        Options.WriteLimits(config, isLayer: false);
        config["reset_after"] = ResetAfter;
        config["seed"] = Seed;
    }

    internal static GRUCell FromConfig(JsonObject config) =>
        new(RecurrentOptions.UnitsOf(config), RecurrentOptions.Read(config)) { Name = (string)config["name"]! };
}
