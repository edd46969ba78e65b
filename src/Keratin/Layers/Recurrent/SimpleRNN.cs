using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>The plain recurrent layer: see <see cref="SimpleRNNCell"/> for the formula and the weights.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, time, features)</c>, perhaps followed by the state before the first step, <c>(batch, units)</c>.
/// <b>Output</b> <c>(batch, units)</c> or <c>(batch, time, units)</c>; with <see cref="RNN.ReturnState"/> the last state follows.</para>
/// </remarks>
/// <example><code>KerasTensor y = new SimpleRNN(32).Apply(new Input(10, 8));   // (None, 32)</code></example>
public sealed class SimpleRNN : DenseRecurrentLayer
{
    /// <summary>A layer.</summary>
    /// <param name="units">Length of the output, at least 1.</param>
    public SimpleRNN(int units)
        : this(units, new())
    {
    }

    private SimpleRNN(int units, RecurrentOptions options)
        : base(new SimpleRNNCell(units, options) { Name = "simple_rnn_cell" })
    {
    }

    private protected override void WriteCell(JsonObject config)
    {
        Options.WriteActivations(config, Units, hasGates: false);
        Options.WriteInitializers(config);
        Options.WriteLimits(config, isLayer: true);
    }

    internal static new SimpleRNN FromConfig(JsonObject config) => new(RecurrentOptions.UnitsOf(config), RecurrentOptions.Read(config))
    {
        Name = (string)config["name"]!,
        ReturnSequences = Flag(config, "return_sequences"),
        ReturnState = Flag(config, "return_state"),
        GoBackwards = Flag(config, "go_backwards"),
        Stateful = Flag(config, "stateful"),
        Unroll = Flag(config, "unroll"),
        ZeroOutputForMask = Flag(config, "zero_output_for_mask"),
    };
}
