using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>Gated recurrent units over a sequence: see <see cref="GRUCell"/> for the formula and the weights.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, time, features)</c>, perhaps followed by the state before the first step, <c>(batch, units)</c>.
/// <b>Output</b> <c>(batch, units)</c> or <c>(batch, time, units)</c>; with <see cref="RNN.ReturnState"/> the last state follows.</para>
/// <para>With the default activations and <see cref="ResetAfter"/>, and without recurrent dropout, all steps are one operation.</para>
/// </remarks>
/// <example><code>KerasTensor y = new GRU(32) { ReturnSequences = true }.Apply(new Input(10, 8));   // (None, 10, 32)</code></example>
public sealed class GRU : DenseRecurrentLayer
{
    /// <summary>A layer.</summary>
    /// <param name="units">Length of the output, at least 1.</param>
    public GRU(int units)
        : this(units, new())
    {
    }

    private GRU(int units, RecurrentOptions options)
        : base(new GRUCell(units, options) { Name = "gru_cell" })
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

    private protected override void WriteCell(JsonObject config)
    {
        Options.WriteActivations(config, Units, hasGates: true);
        Options.WriteInitializers(config);
        Options.WriteLimits(config, isLayer: true);
        config["reset_after"] = ResetAfter;
        config["seed"] = Seed;
    }

    internal static new GRU FromConfig(JsonObject config) => new(RecurrentOptions.UnitsOf(config), RecurrentOptions.Read(config))
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
