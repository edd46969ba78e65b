using Keratin.Data;
using Keratin.Graph;
using Keratin.Layers;

namespace Keratin.Models;

/// <summary>Numbers at once: computes a node, or what one layer makes of samples, without a model around it.</summary>
public static partial class Eager
{
    /// <summary>Computes a node. It goes the same road as training: traced, planned, run.</summary>
    /// <param name="node">What is wanted.</param>
    /// <param name="feeds">Numbers for the inputs it depends on.</param>
    /// <returns>Its numbers.</returns>
    /// <exception cref="ArgumentException">An input has no numbers, or is given twice.</exception>
    /// <exception cref="ShapeException">The numbers of an input have another shape.</exception>
    /// <example><code>Tensor&lt;float&gt; five = (Ops.Constant(2) + 3).Evaluate();</code></example>
    public static Tensor<float> Evaluate(this KerasTensor node, params IReadOnlyList<(KerasTensor Input, Tensor<float> Value)> feeds)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(feeds);
        using var trace = new Trace(training: false);
        var values = new Dictionary<KerasTensor, IReadOnlyList<KerasTensor>>(ReferenceEqualityComparer.Instance);
        foreach (var (input, value) in feeds)
        {
            CheckFeed(input, value.Shape());
            if (!values.TryAdd(input, [Ops.Input(value.Shape())]))
                throw new ArgumentException($"Evaluate: expected each input once; got {input} twice.", nameof(feeds));
        }
        KerasTensor output = Unfold(node, values);
        var graph = new TracedGraph([.. feeds.Select(feed => values[feed.Input][0])], [output], trace.Updates);
        using IExecution execution = Backend.Plan(graph).Rent();
        for (int i = 0; i < feeds.Count; i++)
            feeds[i].Value.FlattenTo(execution.Input(i));
        foreach (IndexRange range in IndexRange.Find(trace, graph.Inputs))
            IndexRange.Check([range], execution, ("Evaluate", ""), new BatchSlice(null!, null, 0, graph.Inputs[range.Input].Shape[0]));
        execution.Run();
        return execution.Output(0).ToArray().ToTensor(output.Shape);
    }

    /// <summary>What a layer makes of samples, as outside of training. Makes the layer's weights if it has none yet.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">Samples.</param>
    /// <example><code>Tensor&lt;float&gt; scores = new Dense(10).Predict(digit);</code></example>
    public static Tensor<float> Predict(this Layer layer, Samples x)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(x);
        KerasTensor input = Ops.Input(x.Shape);
        return layer.Apply(input).Evaluate((input, x.ToTensor()));
    }

    // Calls of layers unfold into ops, and unknown lengths become those of the numbers given.
    private static KerasTensor Unfold(KerasTensor node, Dictionary<KerasTensor, IReadOnlyList<KerasTensor>> values)
    {
        foreach (KerasTensor next in Topological.Sort([node]))
        {
            if (values.ContainsKey(next))
                continue;
            KerasTensor[] inputs = [.. next.Inputs.Select(input => values[input][0])];
            values[next] = next.Op switch
            {
                InputOp => throw new ArgumentException($"Evaluate: expected numbers for {next}; got none."),
                LayerCallOp call => call.Apply(inputs),
                LayerResultOp result => [values[next.Inputs[0]][result.Index]],
                VariableOp => [next],
                GetItemOp item => [item.Unfold(inputs[0])],
                _ => [KerasTensor.Of(next.Op, inputs)],
            };
        }
        return values[node][0];
    }

    private static void CheckFeed(KerasTensor input, Shape given)
    {
        bool fits = input.Shape.Rank == given.Rank;
        for (int axis = 0; fits && axis < given.Rank; axis++)
            fits = input.Shape[axis] == Shape.Unknown || input.Shape[axis] == given[axis];
        if (!fits)
            throw new ShapeException("Evaluate", $"numbers of shape {input.Shape}", $"{given}");
    }
}
