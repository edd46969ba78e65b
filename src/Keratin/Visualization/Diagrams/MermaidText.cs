using System.Globalization;
using System.Text;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Diagrams;

/// <summary>Writes a diagram as a Mermaid flowchart.</summary>
internal static class MermaidText
{
    // What begins an entity, a tag or a Markdown string there, or ends the label.
    private const string Special = "#\"<>&`";

    public static string Write(Diagram diagram, RankDir direction)
    {
        var text = new StringBuilder($"flowchart {direction}\n");
        Frame(text, diagram, DiagramNode.NoFrame, "  ");
        foreach (DiagramEdge edge in diagram.Edges)
            text.Append(CultureInfo.InvariantCulture, $"  n{edge.From} --> n{edge.To}\n");
        return text.ToString();
    }

    // What is inside a frame, or outside of all.
    private static void Frame(StringBuilder text, Diagram diagram, int frame, string indent)
    {
        for (int i = 0; i < diagram.Nodes.Count; i++)
        {
            if (diagram.Nodes[i].Frame == frame)
                text.Append(CultureInfo.InvariantCulture, $"{indent}n{i}{Box(diagram.Nodes[i])}\n");
        }
        for (int i = 0; i < diagram.Frames.Count; i++)
        {
            if (diagram.Frames[i].Parent != frame)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph f{i}[\"{Escape(diagram.Frames[i].Text)}\"]\n");
            Frame(text, diagram, i, $"{indent}  ");
            text.Append(indent).Append("end\n");
        }
    }

    private static string Box(DiagramNode node)
    {
        string label = string.Join("<br/>", node.Lines.Prepend(node.Title).Select(Escape));
        return node.Kind switch
        {
            NodeKind.Input or NodeKind.Operation => $"([\"{label}\"])",
            NodeKind.Model => $"[[\"{label}\"]]",
            _ => $"[\"{label}\"]",
        };
    }

    private static string Escape(string text) => string.Concat(XmlText.Clean(text).Select(letter =>
        Special.Contains(letter, StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"#{(int)letter};") : letter.ToString()));
}
