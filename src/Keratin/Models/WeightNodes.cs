using Keratin.Graph;

namespace Keratin.Models;

/// <summary>Which nodes of a traced step follow from variables and constants alone: kernels and biases, whatever was done to them.</summary>
internal sealed class WeightNodes
{
    private readonly Dictionary<KerasTensor, (bool DependsOnInput, bool HasVariable)> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a node follows from no input.</summary>
    public bool IsFixed(KerasTensor node) => !Look(node).DependsOnInput;

    /// <summary>Whether a node follows from no input, but from a variable.</summary>
    public bool IsWeight(KerasTensor node) => Look(node) is { DependsOnInput: false, HasVariable: true };

    private (bool DependsOnInput, bool HasVariable) Look(KerasTensor node)
    {
        if (_known.TryGetValue(node, out var known))
            return known;
        foreach (KerasTensor next in Topological.Sort([node]))
        {
            if (_known.ContainsKey(next))
                continue;
            bool dependsOnInput = next.Op is InputOp, hasVariable = next.Op is VariableOp;
            foreach (KerasTensor input in next.Inputs)
            {
                var (depends, has) = _known[input];
                (dependsOnInput, hasVariable) = (dependsOnInput || depends, hasVariable || has);
            }
            _known[next] = (dependsOnInput, hasVariable);
        }
        return _known[node];
    }
}
