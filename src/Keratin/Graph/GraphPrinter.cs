using System.Text;

namespace Keratin.Graph;

/// <summary>Writes a graph as text, a node a line: <c>%3 = MatMul (32, 10) %0 %2</c>.</summary>
internal static class GraphPrinter
{
    public static string Print(TracedGraph graph)
    {
        var text = new StringBuilder();
        var numbers = new Dictionary<KerasTensor, int>(ReferenceEqualityComparer.Instance);
        foreach (KerasTensor node in graph.Nodes())
        {
            numbers[node] = numbers.Count;
            text.Append('%').Append(numbers[node]).Append(" = ").Append(Describe(node));
            foreach (KerasTensor input in node.Inputs)
                text.Append(" %").Append(numbers[input]);
            text.Append('\n');
        }
        text.Append("return ").AppendJoin(' ', graph.Outputs.Select(output => $"%{numbers[output]}")).Append('\n');
        foreach (var (variable, value) in graph.Updates)
            text.Append(variable.Path).Append(" := %").Append(numbers[value]).Append('\n');
        return text.ToString();
    }

    private static string Describe(KerasTensor node) => node.Op switch
    {
        VariableOp variable => $"{variable.Variable.Path} {node.Shape}",
        InputOp input => $"{input.Label} {node.Shape}",
        ScalarOp scalar => $"{scalar.Value}",
        FusedElementwiseOp fused => $"[{string.Join("; ", fused.Steps.Select(Describe))}]{Results(fused)} {node.Shape}",
        OutputOp output => $"Output {output.Index} {node.Shape}",
        MatMulOp product => $"MatMul{(product.TransposeX ? " xᵀ" : "")}{(product.TransposeY ? " yᵀ" : "")}{Describe(product.Activation)} {node.Shape}",
        Conv2DOp convolution => $"Conv2D{Describe(convolution.Activation)} {node.Shape}",
        _ => $"{node}",
    };

    private static string Describe(FusedActivation activation) => activation == FusedActivation.None ? "" : $" {activation}";

    // Which steps are wanted, where it is not the last one alone.
    private static string Results(FusedElementwiseOp fused) => fused.Results.Count == 1 ? "" : string.Concat(fused.Results.Select(step => $" s{step}"));

    // Operands of a fused chain: i0, i1 … its inputs, s0, s1 … its earlier steps.
    private static string Describe(FusedElementwiseOp.Step step) =>
        $"{step.Op.Name} {string.Join(' ', step.Operands.Select(operand => operand >= 0 ? $"i{operand}" : $"s{~operand}"))}";
}
