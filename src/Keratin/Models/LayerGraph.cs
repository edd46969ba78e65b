using Keratin.Graph;
using Keratin.Layers;

namespace Keratin.Models;

/// <summary>What is inside a model or layer, for whoever draws it: a graph in which each layer's call is one node, whichever way the model was made.</summary>
internal static class LayerGraph
{
    /// <summary>The calls inside a model.</summary>
    /// <exception cref="InvalidOperationException">The model has not seen its input, or its <c>Call</c> works only while a step is traced.</exception>
    public static FunctionalGraph Of(Model model)
    {
        if (!model.IsBuilt)
        {
            throw new InvalidOperationException(
                $"{model}: what is inside it cannot be shown.\n  expected: a model that has seen its input, so that the shapes are known\n" +
                "  got:      one that has not\n  hint:     begin with an Input, or call Build");
        }
        return Of(model, model is Sequential { InputLayer: { } input } ? [input.BatchShape] : model.InputShapes);
    }

    /// <summary>The calls inside a layer that was built; of one that has no layers inside, its ops.</summary>
    /// <param name="layer">A layer or model.</param>
    /// <param name="inputs">Shapes of its inputs, and of the tensors among the arguments.</param>
    /// <param name="call">The call, where it is a certain one.</param>
    public static FunctionalGraph Of(Layer layer, IReadOnlyList<Shape> inputs, KerasTensor? call = null)
    {
        if (layer is Model { Graph: { } graph })
            return graph;
        if (layer is Sequential { InputLayer: { } own })
            return new FunctionalGraph([own.Tensor], Open(layer, [own.Tensor], CallArguments.None));
        KerasTensor[] operands = [.. inputs.Select((shape, i) => Placeholder(shape, inputs.Count == 1 ? "input" : $"input_{i + 1}").Tensor)];
        var (tensors, arguments) = call?.Op is LayerCallOp op ? op.Split(operands) : (operands, CallArguments.None);
        return new FunctionalGraph(operands, Open(layer, tensors, arguments));
    }

    private static Input Placeholder(Shape shape, string name)
    {
        var input = Input.WithBatch(shape);
        input.Name = name;
        return input;
    }

    private static IReadOnlyList<KerasTensor> Open(Layer layer, IReadOnlyList<KerasTensor> inputs, CallArguments arguments)
    {
        try
        {
            return layer.Open(inputs, arguments);
        }
        catch (Exception fault) when (fault is InvalidOperationException or NotSupportedException)
        {
            throw new InvalidOperationException(
                $"{layer}: what is inside it cannot be shown.\n  expected: a Call that makes nodes of its inputs and does nothing else\n  got:      {fault.Message}\n" +
                "  hint:     assign variables only where training is true", fault);
        }
    }
}
