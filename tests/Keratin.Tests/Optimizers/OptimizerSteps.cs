using System.Text.Json.Nodes;
using Keratin.Optimizers;

namespace Keratin.Tests.Optimizers;

/// <summary>Lets optimizers take steps with given gradients.</summary>
internal static class OptimizerSteps
{
    /// <summary>One step.</summary>
    public static void Take(Optimizer optimizer, IReadOnlyList<Variable> weights, params Tensor<float>[] gradients) => Step.RunAll(
        x =>
        {
            optimizer.Apply(x, weights);
            return [];
        }, gradients, training: true);

    /// <summary>A weight with these numbers.</summary>
    public static Variable Weight(Shape shape, params float[] values)
    {
        var weight = new Variable("w", shape);
        weight.Assign(values);
        return weight;
    }

    /// <summary>Where a weight that begins at 1 is after each gradient.</summary>
    public static float[] Walk(Optimizer optimizer, params float[] gradients)
    {
        Variable weight = Weight([1], 1);
        return [.. gradients.Select(gradient =>
        {
            Take(optimizer, [weight], Numbers.Of([1], gradient));
            return weight.Span[0];
        })];
    }

    /// <summary>One of each optimizer with its defaults, or those of the given configuration.</summary>
    public static IEnumerable<Optimizer> All(string config = "{}") => OptimizerTable.FromConfig.Keys.Where(name => name != "LossScaleOptimizer")
        .Select(name => OptimizerTable.FromConfig[name]((JsonObject)JsonNode.Parse(config)!));
}
