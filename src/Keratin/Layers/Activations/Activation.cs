using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>Applies an activation to each element: <c>new Activation("relu")</c>.</summary>
/// <remarks><para><b>Input</b> any shape. <b>Output</b> the same.</para></remarks>
/// <param name="activation">Which one, by Keras' name or as an object.</param>
/// <example><code>KerasTensor y = new Activation("tanh").Apply(new Input(10));   // (None, 10)</code></example>
public sealed class Activation(ActivationFunction activation) : Layer
{
    /// <summary>What is applied.</summary>
    public ActivationFunction Function { get; } = activation ?? throw new ArgumentNullException(nameof(activation));

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => Function.Apply(x);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["activation"] = Function.Name;
    }

    internal static Activation FromConfig(JsonObject config) =>
        new(ActivationFunction.Deserialize(config["activation"])) { Name = (string)config["name"]! };
}
