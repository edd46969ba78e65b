using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// What Keras means by the string <c>"crossentropy"</c>, once the shapes are known: of one output binary cross-entropy, of class indices sparse
/// categorical cross-entropy, else categorical cross-entropy.
/// </summary>
internal sealed class Crossentropy : Loss
{
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Of(target.Shape, output.Shape).Call(target, output);

    internal override JsonNode Serialize() => JsonValue.Create(Name);

    private static Loss Of(Shape target, Shape output)
    {
        if (output.Rank < 2 || output[^1] == 1)
            return new BinaryCrossentropy();
        bool isSparse = target.Rank < output.Rank || target[^1] == 1;
        return isSparse ? new SparseCategoricalCrossentropy() : new CategoricalCrossentropy();
    }
}
