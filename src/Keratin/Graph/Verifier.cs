namespace Keratin.Graph;

/// <summary>Says whether a graph is what a plan can be made of, and after which pass it was not.</summary>
internal static class Verifier
{
    /// <summary>Checks inputs, shapes and updates.</summary>
    /// <exception cref="InvalidOperationException">A pass made a mistake: ours, not the user's.</exception>
    public static void Verify(TracedGraph graph, string pass)
    {
        var given = new HashSet<KerasTensor>(graph.Inputs, ReferenceEqualityComparer.Instance);
        foreach (KerasTensor node in graph.Nodes())
        {
            if (node.Op is InputOp && !given.Contains(node))
                throw Fault(pass, node, "is an input that nobody gives");
            if (!node.Shape.IsKnown)
                throw Fault(pass, node, "has an unknown length");
            if (node.Op.Infer([.. node.Inputs.Select(input => input.Shape)]) != node.Shape)
                throw Fault(pass, node, "has another shape than its op infers");
        }
        foreach (var (variable, value) in graph.Updates)
        {
            if (variable.Shape != value.Shape)
                throw Fault(pass, value, $"is the new value of {variable}");
        }
    }

    private static InvalidOperationException Fault(string pass, KerasTensor node, string what) => new($"After {pass}: {node} {what}.");
}
