using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>The plain recurrent cell: <c>h' = activation(x·kernel + bias + h·recurrent_kernel)</c>.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, features)</c> and the state <c>(batch, units)</c>. <b>Output</b> and new state <c>(batch, units)</c>.</para>
/// <para><b>Weights</b> <c>kernel (features, units)</c>, <c>recurrent_kernel (units, units)</c>, <c>bias (units)</c>.</para>
/// </remarks>
/// <example><code>KerasTensor y = new RNN(new SimpleRNNCell(32)).Apply(new Input(10, 8));   // (None, 32)</code></example>
public sealed class SimpleRNNCell : RecurrentCell
{
    /// <summary>A cell.</summary>
    /// <param name="units">Length of the state, at least 1.</param>
    public SimpleRNNCell(int units)
        : this(units, new())
    {
    }

    internal SimpleRNNCell(int units, RecurrentOptions options)
        : base(units, gates: 1, options)
    {
    }

    // Here Keras drops everything at a rate of 1.
    private protected override bool Drops(float rate) => rate > 0;

    private protected override IReadOnlyList<KerasTensor> Advance(KerasTensor x, IReadOnlyList<KerasTensor> states, SharedParts shared)
    {
        KerasTensor h = Activation.Apply(x + Products(states[0], shared, 0, Gates)[0]);
        return [h, h];
    }

    private protected override KerasTensor[]? Recur(KerasTensor x, SequenceCall call) => Activation != ActivationFunction.Tanh ? null
        : RecurrenceOp.Of(new SimpleRnnOp(call.Backwards, call.Mask is not null, call.Training), InputsOf(x, call).List());

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Options.WriteActivations(config, Units, hasGates: false);
        Options.WriteInitializers(config);
        Options.WriteLimits(config, isLayer: false);
        config["seed"] = Seed;
    }

    internal static SimpleRNNCell FromConfig(JsonObject config) =>
        new(RecurrentOptions.UnitsOf(config), RecurrentOptions.Read(config)) { Name = (string)config["name"]! };
}
