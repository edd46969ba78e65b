using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>A loss that is a function of one's own: what Keras takes where a plain function is given.</summary>
/// <remarks>It can be trained with, but a file that names it cannot be read back: a model is then loaded uncompiled, with a warning.</remarks>
/// <example>
/// <code>
/// var pinball = new LossFunction("pinball", (target, output) =>
///     (0.9f * (target - output)).Maximum(0.1f * (output - target)).Mean([-1]));
/// model.Compile("adam", pinball);
/// </code>
/// </example>
public sealed class LossFunction : Loss
{
    private readonly Func<KerasTensor, KerasTensor, KerasTensor> _function;

    /// <summary>A loss of that name.</summary>
    /// <param name="name">Its name in logs and files.</param>
    /// <param name="function">From targets and outputs to the losses of the samples, written with <see cref="Ops"/>.</param>
    public LossFunction(string name, Func<KerasTensor, KerasTensor, KerasTensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        Name = name;
        _function = function;
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => _function(target, output);

    internal override JsonNode Serialize() => Serialized.Function(Name);
}
