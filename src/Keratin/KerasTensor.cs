using Keratin.Graph;

namespace Keratin;

/// <summary>A node of the graph: what is computed (<see cref="Op"/>), from what (<see cref="Inputs"/>), and how large it is. It holds no numbers.</summary>
/// <remarks>Immutable. <c>y = x * 2 + 1</c> makes nodes; numbers flow when a model is trained or asked, or by <c>Evaluate()</c>.</remarks>
public sealed partial class KerasTensor
{
    private KerasTensor(Op op, KerasTensor[] inputs, Shape shape)
    {
        Op = op;
        Inputs = inputs;
        Shape = shape;
    }

    /// <summary>What is computed.</summary>
    public Op Op { get; }

    /// <summary>From what, in the op's order.</summary>
    public IReadOnlyList<KerasTensor> Inputs { get; }

    /// <summary>Lengths of the axes; the batch may be unknown.</summary>
    public Shape Shape { get; }

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>Adds a node to the graph after asking the op for its shape.</summary>
    /// <param name="op">What is computed.</param>
    /// <param name="inputs">From what.</param>
    /// <exception cref="ShapeException">The op does not take these shapes.</exception>
    public static KerasTensor Of(Op op, params ReadOnlySpan<KerasTensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(op);
        KerasTensor[] nodes = inputs.ToArray();
        Shape[] shapes = Array.ConvertAll(nodes, node => (node ?? throw new ArgumentNullException(nameof(inputs))).Shape);
        return new(op, nodes, op.Infer(shapes));
    }

    /// <summary>The op's name and the shape: <c>MatMul (None, 10)</c>.</summary>
    public override string ToString() => $"{Op.Name} {Shape}";
}
