using System.Text.Json.Nodes;
using Keratin.Optimizers;

namespace Keratin.Tests.Conformance;

public class OptimizerConformanceTests
{
    public static TheoryData<int, string> Cases => KerasCases.Numbered("optimizers", "optimizer", Exists);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Takes_the_steps_of_keras(int number, string name)
    {
        JsonObject one = KerasCases.Of("optimizers")[number];
        Optimizer optimizer = OptimizerTable.FromConfig[name]((JsonObject)one["config"]!);
        Variable kernel = Weight(one, "kernel"), bias = Weight(one, "bias");
        int step = 0;
        foreach (JsonNode? expected in (JsonArray)one["steps"]!)
        {
            Tensor<float>[] gradients = [.. ((JsonArray)expected!["grads"]!).Select(gradient => KerasCases.Tensor(gradient!))];
            Step.RunAll(
                tensors =>
                {
                    optimizer.Apply(tensors, [kernel, bias]);
                    return [];
                },
                gradients, training: true);
            step++;
            Numbers.Close(KerasCases.Flat(expected["kernel"]!), kernel.Span, KerasCases.Tolerance, $"{name}, step {step}, kernel");
            Numbers.Close(KerasCases.Flat(expected["bias"]!), bias.Span, KerasCases.Tolerance, $"{name}, step {step}, bias");
        }

        // Iteration and learning rate have no path; a slot's is sgd/kernel_momentum.
        IEnumerable<string> names = optimizer.FileVariables.Select(variable => variable.Path[(variable.Path.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        Assert.Equal(((JsonArray)one["slot_names"]!).Select(node => (string)node!), names);
        Assert.Equal(step, optimizer.BatchesVariable.Span[0]);
    }

    [SharedFact]
    public void All_exist() => KerasCases.AssertListed("optimizers", "optimizer", [], Exists);

    private static bool Exists(JsonObject one) => OptimizerTable.FromConfig.ContainsKey((string)one["optimizer"]!);

    private static Variable Weight(JsonObject one, string name)
    {
        Tensor<float> value = KerasCases.Tensor(one["init"]![name]!);
        var weight = new Variable(name, value.Shape());
        weight.Assign(value);
        return weight;
    }
}
