using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// Connectionist temporal classification: minus the logarithm of the probability that a sequence of outputs, with repetitions and blanks taken
/// out, spells the labels.
/// </summary>
/// <remarks>
/// Targets are class indices <c>(batch, labels)</c> from 1, filled up with 0; outputs are logits <c>(batch, time, classes)</c>, class 0 being the
/// blank. A. Graves, S. Fernández, F. Gomez, J. Schmidhuber: "Connectionist temporal classification", ICML 2006.
/// </remarks>
/// <example><code>model.Compile("adam", new CTC());</code></example>
public sealed class CTC : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.Ctc(target, output);

    internal static CTC FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "ctc"),
        Reduction = LossConfig.Reduction(config),
    };
}
