using System.Text.Json.Nodes;
using Keratin.Optimizers;

namespace Keratin.Tests.Conformance;

/// <summary>Each optimizer with each of its own arguments and each of those that all have, five steps long.</summary>
public class GoldenOptimizerTests
{
    private static readonly ILookup<string, JsonObject> s_cases = GoldenCases.Of("keras-optimizers").ToLookup(one => (string)one["optimizer"]!);

    public static TheoryData<string> Kinds => [.. s_cases.Select(group => group.Key)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Takes_the_steps_of_keras(string kind) => GoldenCases.CheckAll(s_cases[kind], one => Check(kind, one));

    private static void Check(string kind, JsonObject one)
    {
        var config = (JsonObject)one["config"]!;
        Optimizer optimizer = OptimizerTable.FromConfig[kind]((JsonObject)config.DeepClone());
        GoldenConfig.AssertSame(config, optimizer.Config);
        Variable kernel = Weight("kernel", [4, 3], 1, 0.01f), bias = Weight("bias", [3], 2, 0);
        for (int step = 0; step < 5; step++)
        {
            Step.RunAll(
                gradients =>
                {
                    optimizer.Apply(gradients, [kernel, bias]);
                    return [];
                },
                [GoldenCall.Salted([4, 3], 10 + (2 * step)), GoldenCall.Salted([3], 11 + (2 * step))], training: true);
            Compare(one["steps"]![$"{step + 1}"], kernel, bias, $"step {step + 1}");
        }
        optimizer.FinalizeVariableValues();
        Compare(one["final"], kernel, bias, "in the end");
        Assert.Equal(
            ((JsonArray)one["variables"]!).Select(path => Bare((string)path!)).Where(name => name is not ("iteration" or "learning_rate")),
            optimizer.FileVariables.Select(variable => Bare(variable.Path)).Where(name => name is not ("iteration" or "learning_rate")));
    }

    private static string Bare(string path) => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static void Compare(JsonNode? expected, Variable kernel, Variable bias, string what)
    {
        if (expected is null)
            return;
        Numbers.Close(KerasCases.Flat(expected[0]!), kernel.Span, KerasCases.Tolerance, $"{what}, kernel");
        Numbers.Close(KerasCases.Flat(expected[1]!), bias.Span, KerasCases.Tolerance, $"{what}, bias");
    }

    private static Variable Weight(string name, Shape shape, int salt, float offset)
    {
        var weight = new Variable(name, shape);
        weight.Assign([.. GoldenCall.Salted(shape, salt).ToArray().Select(value => value + offset)]);
        return weight;
    }
}
