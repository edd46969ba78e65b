using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Cross-entropy of class indices: <c>-ln p[y]</c>.</summary>
/// <example><code>model.Compile("adam", new SparseCategoricalCrossentropy { FromLogits = true }, ["accuracy"]);</code></example>
public sealed class SparseCategoricalCrossentropy : Loss
{
    /// <summary>Whether the model gives logits, not probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    /// <inheritdoc/>
    public override bool TakesIndices => true;

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config["from_logits"] = FromLogits;
            config["ignore_class"] = null;
            config["axis"] = -1;
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.SparseCategoricalCrossentropy(target, output, FromLogits);
}
