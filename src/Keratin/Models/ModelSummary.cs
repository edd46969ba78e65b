using System.Globalization;
using System.Text;
using Keratin.Callbacks;
using Keratin.Graph;
using Keratin.Layers;

namespace Keratin.Models;

/// <summary>The table that <c>Summary</c> prints, in Keras' form.</summary>
internal sealed class ModelSummary(Model model, ConsoleTerminal terminal)
{
    private const int MaxWidth = 88, MaxWidthConnected = 108;

    // Where columns end, as parts of the width.
    private static readonly double[] s_ends = [0.45, 0.80, 1.0], s_endsConnected = [0.30, 0.56, 0.74, 1.0];

    public string ToText()
    {
        bool isConnected = !IsChain();
        var table = new TextTable(terminal.HasLines, Widths(isConnected));
        string[] header = ["Layer (type)", "Output Shape", "Param #", "Connected to"];
        table.Header(header[..(isConnected ? 4 : 3)]);
        foreach (object operation in Rows())
        {
            string[] cells = [NameOf(operation), ShapeOf(operation), ParametersOf(operation), isConnected ? ConnectedTo(operation) : ""];
            table.Row(cells[..(isConnected ? 4 : 3)]);
        }
        var text = new StringBuilder($"Model: \"{model.Name}\"\n");
        text.Append(table.ToText());
        AppendTotals(text);
        return text.ToString();
    }

    // Of a functional model the inputs are shown, and ops that were used directly; of a Sequential the inputs are not.
    private IEnumerable<object> Rows() => model.Graph is { } graph ? graph.Operations.Where(operation => operation is Layer || IsShown((KerasTensor)operation)) : model.Layers;

    // Numbers are no operations of their own.
    private static bool IsShown(KerasTensor node) => node.Inputs.Count > 0 || FunctionalGraph.OperationOf(node) is Layer;

    private string NameOf(object operation) => operation is Layer layer ? $"{layer.Name} ({layer.ClassName})" : $"{NodeName((KerasTensor)operation)} ({((KerasTensor)operation).Op.Name})";

    // Counted within the model: add, add_1.
    private string NodeName(KerasTensor node)
    {
        int before = model.Graph!.Operations.OfType<KerasTensor>().TakeWhile(other => !ReferenceEquals(other, node)).Count(other => other.Op.Name == node.Op.Name);
        return before == 0 ? node.Op.Name.ToLowerInvariant() : $"{node.Op.Name.ToLowerInvariant()}_{before}";
    }

    private bool IsChain()
    {
        if (model.Graph is not { } graph)
            return true;
        return graph.Calls.All(node => node.Inputs.Count <= 1)
            && graph.Calls.GroupBy(node => FunctionalGraph.OperationOf(node)).All(calls => calls.Count() == 1)
            && graph.Calls.SelectMany(node => node.Inputs).GroupBy(node => node).All(users => users.Count() == 1)
            && graph.Outputs.Count == 1;
    }

    private int[] Widths(bool isConnected)
    {
        double[] ends = isConnected ? s_endsConnected : s_ends;
        int most = isConnected ? MaxWidthConnected : MaxWidth;
        // Keras takes 80 columns where there is no terminal.
        int columns = terminal.IsInteractive ? terminal.Width : 80;
        int width = Math.Max(Math.Min(most, columns - 4), ends.Length * 10);
        int[] stops = [0, .. ends.Select(end => (int)(width * end))];
        int[] widths = [.. stops.Skip(1).Zip(stops, (to, from) => to - from)];
        // The borders come out of the columns in equal parts; what does not divide comes out of the last but one.
        return [.. widths.Select((columnWidth, i) => columnWidth - (i == widths.Length - 2 ? 4 : 3))];
    }

    private static string ShapeOf(object operation) => operation switch
    {
        Input input => $"{input.BatchShape}",
        KerasTensor node => $"{node.Shape}",
        Layer layer when layer.OutputShapes.Count > 1 => $"[{string.Join(", ", layer.OutputShapes)}]",
        Layer { OutputShape: { } shape } => $"{shape}",
        _ => "?",
    };

    private static string ParametersOf(object operation) =>
        operation is not Layer layer ? "0" : layer.IsBuilt ? Number(layer.CountParams()) : "0 (unbuilt)";

    private string ConnectedTo(object operation)
    {
        IEnumerable<KerasTensor> sources = model.Graph!.CallsOf(operation).SelectMany(call => call.Inputs).Where(source => IsShown(LayerResultOp.Resolve(source).Call));
        string text = string.Join(", ", sources.Select(LayerResultOp.Resolve).Select(source => $"{SourceName(source.Call)}[{CallIndex(source.Call)}][{source.Index}]"));
        return text.Length == 0 ? "-" : text;
    }

    private string SourceName(KerasTensor source) => FunctionalGraph.OperationOf(source) is Layer layer ? layer.Name : NodeName(source);

    private int CallIndex(KerasTensor source) => model.Graph!.CallsOf(FunctionalGraph.OperationOf(source)).ToList().IndexOf(source);

    private void AppendTotals(StringBuilder text)
    {
        long trainable = model.TrainableWeights.Sum(weight => weight.Shape.Elements);
        long other = model.NonTrainableWeights.Sum(weight => weight.Shape.Elements);
        long optimizer = model.Optimizer?.CountParams() ?? 0;
        text.Append(Total("Total", trainable + other + optimizer)).Append(Total("Trainable", trainable)).Append(Total("Non-trainable", other));
        if (optimizer > 0)
            text.Append(Total("Optimizer", optimizer));
    }

    private static string Total(string what, long count) => $" {what} params: {Number(count)} ({Memory(count * sizeof(float))})\n";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Memory(double bytes)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB"];
        int unit = 0;
        for (; bytes >= 1024 && unit < units.Length - 1; unit++)
            bytes /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:F2} {units[unit]}");
    }
}
