using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>Long short-term memory over a sequence: see <see cref="LSTMCell"/> for the formula and the weights.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, time, features)</c>, perhaps followed by the states h and c before the first step, <c>(batch, units)</c> each.
/// <b>Output</b> <c>(batch, units)</c> or <c>(batch, time, units)</c>; with <see cref="RNN.ReturnState"/> h and c after the last step follow.</para>
/// <para>With the default activations, and without recurrent dropout, all steps are one operation.</para>
/// </remarks>
/// <example>
/// <code>
/// // An image read row by row.
/// KerasTensor y = new LSTM(128).Apply(new Input(28, 28));   // (None, 128)
/// </code>
/// </example>
public sealed class LSTM : DenseRecurrentLayer
{
    /// <summary>A layer.</summary>
    /// <param name="units">Length of the output, at least 1.</param>
    public LSTM(int units)
        : this(units, new())
    {
    }

    private LSTM(int units, RecurrentOptions options)
        : base(new LSTMCell(units, options) { Name = "lstm_cell" })
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

    private protected override void WriteCell(JsonObject config)
    {
        Options.WriteActivations(config, Units, hasGates: true);
        Options.WriteInitializers(config);
        config["unit_forget_bias"] = UnitForgetBias;
        Options.WriteLimits(config, isLayer: true);
        config["seed"] = Seed;
    }

    internal static new LSTM FromConfig(JsonObject config) => new(RecurrentOptions.UnitsOf(config), RecurrentOptions.Read(config))
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
