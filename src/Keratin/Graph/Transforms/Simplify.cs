namespace Keratin.Graph.Transforms;

/// <summary>Makes equal nodes one and drops what does nothing: <c>x · 1</c>, <c>x + 0</c>, chains of reshapes, broadcasts that an
/// element-wise op does by itself.</summary>
/// <remarks>Only what leaves each bit as it was, but for the sign of a zero: no reordering of sums, no <c>x · 0 = 0</c> (x may be NaN).</remarks>
internal static class Simplify
{
    public static TracedGraph Apply(TracedGraph graph)
    {
        var unique = new Dictionary<Key, KerasTensor>();
        return Rewriter.Apply(graph, node =>
        {
            node = Rule(node);
            return unique.TryAdd(new Key(node), node) ? node : unique[new Key(node)];
        });
    }

    private static KerasTensor Rule(KerasTensor node) => node.Op switch
    {
        ElementwiseOp when Bypass(node) is { } same => same,
        ElementwiseOp when Fold(node) is { } number => number,
        ElementwiseOp and not BroadcastToOp when node.Inputs.Any(IsBroadcast) => WithoutBroadcasts(node),
        ReshapeOp when node.Inputs[0].Shape == node.Shape => node.Inputs[0],
        ReshapeOp when node.Inputs[0].Op is ReshapeOp => node.Inputs[0].Inputs[0].Reshape(node.Shape),
        BroadcastToOp when node.Inputs[0].Shape == node.Shape => node.Inputs[0],
        BatchNormalizationOp => BatchNormalizationOp.Unwrap(node),
        RowNormalizationOp => RowNormalizationOp.Unwrap(node),
        StopGradientOp => node.Inputs[0],
        TransposeOp transpose when transpose.Axes.SequenceEqual(Enumerable.Range(0, node.Rank)) => node.Inputs[0],
        TransposeOp outer when node.Inputs[0].Op is TransposeOp inner =>
            Rule(node.Inputs[0].Inputs[0].Transpose([.. outer.Axes.Select(axis => inner.Axes[axis])])),
        _ => node,
    };

    // The operand that an operation with its neutral element returns as it is.
    private static KerasTensor? Bypass(KerasTensor node)
    {
        KerasTensor? same = node.Op switch
        {
            AddOp when IsScalar(node.Inputs[1], 0) => node.Inputs[0],
            AddOp when IsScalar(node.Inputs[0], 0) => node.Inputs[1],
            SubtractOp when IsScalar(node.Inputs[1], 0) => node.Inputs[0],
            MultiplyOp when IsScalar(node.Inputs[1], 1) => node.Inputs[0],
            MultiplyOp when IsScalar(node.Inputs[0], 1) => node.Inputs[1],
            DivideOp when IsScalar(node.Inputs[1], 1) => node.Inputs[0],
            NegateOp when node.Inputs[0].Op is NegateOp => node.Inputs[0].Inputs[0],
            _ => null,
        };
        return same is not null && same.Shape == node.Shape ? same : null;
    }

    // Arithmetic of numbers known while tracing, in the float arithmetic that the kernel would use.
    private static KerasTensor? Fold(KerasTensor node)
    {
        if (!node.Inputs.All(input => input.Op is ScalarOp))
            return null;
        float x = ((ScalarOp)node.Inputs[0].Op).Value, y = node.Inputs.Count > 1 ? ((ScalarOp)node.Inputs[1].Op).Value : 0;
        float? value = node.Op switch
        {
            AddOp => x + y,
            SubtractOp => x - y,
            MultiplyOp => x * y,
            DivideOp => x / y,
            NegateOp => -x,
            _ => null,
        };
        return value is { } number ? Ops.Constant(number) : null;
    }

    private static bool IsScalar(KerasTensor node, float value) =>
        (IsBroadcast(node) ? node.Inputs[0] : node).Op is ScalarOp scalar && scalar.Value == value;

    private static bool IsBroadcast(KerasTensor node) => node.Op is BroadcastToOp;

    // Takes what was broadcast as it was before, as long as the result keeps its shape.
    private static KerasTensor WithoutBroadcasts(KerasTensor node)
    {
        KerasTensor[] inputs = [.. node.Inputs];
        for (int i = 0; i < inputs.Length; i++)
        {
            KerasTensor kept = inputs[i];
            if (!IsBroadcast(kept))
                continue;
            inputs[i] = kept.Inputs[0];
            Shape shape = inputs.Aggregate(Shape.Scalar, (sum, input) => Shape.Broadcast(sum, input.Shape)!);
            if (shape != node.Shape)
                inputs[i] = kept;
        }
        return KerasTensor.Of(node.Op, inputs);
    }

    // Equal op, the very same inputs.
    private readonly struct Key(KerasTensor node) : IEquatable<Key>
    {
        private readonly KerasTensor _node = node;

        public bool Equals(Key other)
        {
            if (!_node.Op.Equals(other._node.Op) || _node.Inputs.Count != other._node.Inputs.Count)
                return false;
            for (int i = 0; i < _node.Inputs.Count; i++)
            {
                if (!ReferenceEquals(_node.Inputs[i], other._node.Inputs[i]))
                    return false;
            }
            return true;
        }

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(_node.Op);
            foreach (KerasTensor input in _node.Inputs)
                hash.Add(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(input));
            return hash.ToHashCode();
        }
    }
}
