using Keratin.Graph;
using Keratin.Layers;

namespace Keratin.Models;

// The list of layers as a graph of calls, made when somebody asks for a node of it.
public sealed partial class Sequential
{
    // The input's node, then what each layer gives.
    private KerasTensor[]? _nodes;

    private protected override (IReadOnlyList<KerasTensor> Inputs, IReadOnlyList<KerasTensor> Outputs) Description(string member)
    {
        KerasTensor[] nodes = Nodes(member);
        return ([nodes[0]], [nodes[^1]]);
    }

    private protected override void ForgetBuilt()
    {
        base.ForgetBuilt();
        _nodes = null;
    }

    private KerasTensor OutputOf(Layer layer) => Nodes($"{nameof(Output)} of {layer}")[_layers.IndexOf(layer) + 1];

    private KerasTensor[] Nodes(string member)
    {
        if (_nodes is not null)
            return _nodes;
        if (!IsBuilt)
        {
            throw new InvalidOperationException(
                $"{this}.{member}: expected a model that knows its input; got one that has not seen it.\n  hint: begin with an Input, or call Build");
        }
        if (Trace.Current is not null)
            throw new InvalidOperationException($"{this}.{member}: expected to be asked outside of what is being traced; got asked within.\n  hint: ask once before");
        var nodes = new KerasTensor[_layers.Count + 1];
        nodes[0] = _input ?? Input.WithBatch(InputShapes[0]);
        for (int i = 0; i < _layers.Count; i++)
            nodes[i + 1] = _layers[i].Apply(nodes[i]);
        return _nodes = nodes;
    }
}
