using System.Globalization;
using System.Text;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Diagrams;

/// <summary>Writes a diagram in Graphviz' language.</summary>
internal static class DotText
{
    public static string Write(Diagram diagram, RankDir direction)
    {
        var text = new StringBuilder($"digraph \"{Escape(diagram.Title)}\" {{\n  rankdir={direction};\n  node [shape=box, fontname=\"sans-serif\"];\n");
        Frame(text, diagram, DiagramNode.NoFrame, "  ");
        foreach (DiagramEdge edge in diagram.Edges)
            text.Append(CultureInfo.InvariantCulture, $"  n{edge.From} -> n{edge.To};\n");
        return text.Append("}\n").ToString();
    }

    // What is inside a frame, or outside of all. Only names that begin with "cluster" get a frame.
    private static void Frame(StringBuilder text, Diagram diagram, int frame, string indent)
    {
        for (int i = 0; i < diagram.Nodes.Count; i++)
        {
            if (diagram.Nodes[i].Frame == frame)
                text.Append(CultureInfo.InvariantCulture, $"{indent}n{i} [{Box(diagram.Nodes[i])}];\n");
        }
        for (int i = 0; i < diagram.Frames.Count; i++)
        {
            if (diagram.Frames[i].Parent != frame)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph cluster_{i} {{\n{indent}  label=\"{Escape(diagram.Frames[i].Text)}\";\n");
            Frame(text, diagram, i, $"{indent}  ");
            text.Append(indent).Append("}\n");
        }
    }

    private static string Box(DiagramNode node)
    {
        string label = string.Join("\\n", node.Lines.Prepend(node.Title).Select(Escape));
        string style = node.Kind switch
        {
            NodeKind.Input or NodeKind.Operation => ", style=rounded",
            NodeKind.Model => ", peripheries=2",
            _ => "",
        };
        return $"label=\"{label}\"{style}";
    }

    private static string Escape(string text) =>
        XmlText.Clean(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
