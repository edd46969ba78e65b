using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Cells one above the other as one cell: each takes the output of the one below; the states are those of all.</summary>
/// <param name="cells">At least one, the lowest first.</param>
/// <example>
/// <code>
/// var layer = new RNN(new StackedRNNCells(new LSTMCell(64), new GRUCell(32)));
/// KerasTensor y = layer.Apply(new Input(10, 8));   // (None, 32)
/// </code>
/// </example>
public sealed class StackedRNNCells(params IReadOnlyList<RNNCell> cells) : RNNCell
{
    /// <summary>The cells, the lowest first.</summary>
    public IReadOnlyList<RNNCell> Cells { get; } = cells is { Count: > 0 } ? [.. cells]
        : throw new ArgumentException("StackedRNNCells: expected at least one cell; got none.", nameof(cells));

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSize => [.. Cells.SelectMany(cell => cell.StateSize)];

    /// <inheritdoc/>
    public override int OutputSize => Cells[^1].OutputSize;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Sublayers => Cells;

    internal override IReadOnlyList<(string Name, Layer Layer)> FileParts => FileNames.Numbered("cells/", Cells);

    /// <inheritdoc/>
    public override IReadOnlyList<KerasTensor> GetInitialState(int batchSize) => [.. Cells.SelectMany(cell => cell.GetInitialState(batchSize))];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (RNNCell cell in Cells)
        {
            cell.EnsureBuilt(input);
            input = [input[0], cell.OutputSize];
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor> Step(KerasTensor x, IReadOnlyList<KerasTensor> states, bool training)
    {
        var next = new List<KerasTensor>();
        foreach (var (cell, own) in WithStates(states))
        {
            IReadOnlyList<KerasTensor> results = cell.ApplyAll([x, .. own]);
            x = results[0];
            next.AddRange(results.Skip(1));
        }
        return [x, .. next];
    }

    // One cell after the other through all of time. A step that does not count leaves the states of all cells, so it does not matter what a
    // cell below gives there.
    internal override SequenceResult Run(SequenceCall call)
    {
        bool isTurned = call.Backwards;
        SequenceCall current = call with
        {
            X = isTurned ? call.X.Flip(1) : call.X,
            Mask = isTurned ? call.Mask?.Flip(1) : call.Mask,
            Backwards = false,
        };
        var next = new List<KerasTensor>();
        SequenceResult? result = null;
        foreach (var (cell, own) in WithStates(call.States))
        {
            bool isTop = ReferenceEquals(cell, Cells[^1]);
            result = cell.Run(current with { X = result?.Outputs ?? current.X, States = own, ZeroOutput = isTop && call.ZeroOutput });
            next.AddRange(result.States);
        }
        return new(() => result!.Outputs, result!.Last, next);
    }

    private IEnumerable<(RNNCell Cell, IReadOnlyList<KerasTensor> States)> WithStates(IReadOnlyList<KerasTensor> states)
    {
        int start = 0;
        foreach (RNNCell cell in Cells)
        {
            yield return (cell, [.. states.Skip(start).Take(cell.StateSize.Count)]);
            start += cell.StateSize.Count;
        }
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["cells"] = new JsonArray([.. Cells.Select(NestedLayer.Describe)]);
    }

    internal static StackedRNNCells FromConfig(JsonObject config)
    {
        string who = $"StackedRNNCells '{(string?)config["name"]}'";
        if (config["cells"] is not JsonArray { Count: > 0 } cells)
            throw new InvalidDataException($"{who}: expected a list of cells; got {config["cells"]?.ToJsonString() ?? "none"}.");
        return new([.. cells.Select(cell => NestedLayer.Read<RNNCell>(cell, who))]) { Name = (string)config["name"]! };
    }
}
