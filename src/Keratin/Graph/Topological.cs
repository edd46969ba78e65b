namespace Keratin.Graph;

/// <summary>Orders nodes so that each comes after its inputs.</summary>
internal static class Topological
{
    /// <summary>Depth first from the roots in order, inputs left to right; no recursion, so depth is bounded by memory alone.</summary>
    public static List<KerasTensor> Sort(IEnumerable<KerasTensor> roots)
    {
        var order = new List<KerasTensor>();
        var seen = new HashSet<KerasTensor>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<(KerasTensor Node, int Next)>();
        foreach (KerasTensor root in roots)
        {
            if (seen.Add(root))
                stack.Push((root, 0));
            while (stack.TryPop(out var top))
            {
                if (top.Next == top.Node.Inputs.Count)
                {
                    order.Add(top.Node);
                    continue;
                }
                stack.Push((top.Node, top.Next + 1));
                KerasTensor input = top.Node.Inputs[top.Next];
                if (seen.Add(input))
                    stack.Push((input, 0));
            }
        }
        return order;
    }
}
