using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Optimizers.Schedules;
using Keratin.Regularizers;

namespace Keratin.Tests.Conformance;

/// <summary>Constraints, regularizers, activations, initializers and schedules with each of their arguments.</summary>
public class GoldenPartTests
{
    private static readonly ILookup<string, JsonObject> s_cases = GoldenCases.Of("keras-parts").ToLookup(one => $"{one["kind"]} {one["class"]}");

    public static TheoryData<string> Kinds => [.. s_cases.Select(group => group.Key)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gives_the_numbers_of_keras(string kind)
    {
        GoldenCases.CheckAll(s_cases[kind], one =>
        {
            float[] actual = Run((string)one["kind"]!, (string)one["class"]!, one);
            Numbers.Close(KerasCases.Flat(one["y"] ?? new JsonArray()), actual, KerasCases.Tolerance, "y");
        });
    }

    private static float[] Run(string kind, string name, JsonObject one)
    {
        JsonObject wrapped = new() { ["class_name"] = name, ["config"] = one["config"]!.DeepClone() };
        if (kind == "schedule")
        {
            LearningRateSchedule schedule = LearningRateSchedule.Deserialize(wrapped)!;
            GoldenConfig.AssertSame((JsonObject)one["config"]!, schedule.Config);
            return [.. Enumerable.Range(0, one["y"]!.AsArray().Count).Select(step => schedule.At(step))];
        }
        if (kind == "initializer")
            return Fill(Initializer.Deserialize(wrapped)!, one);
        Tensor<float> x = GoldenCall.Numbers((JsonObject)one["x"]!);
        if (kind == "activation")
            return Step.Run(ActivationFunction.Named(name).Apply, x);
        if (kind == "regularizer")
        {
            Regularizer regularizer = Regularizer.Deserialize(wrapped)!;
            GoldenConfig.AssertSame((JsonObject)one["config"]!, regularizer.Config);
            return Step.Run(regularizer.Apply, x);
        }
        Constraint constraint = Constraint.Deserialize(wrapped)!;
        GoldenConfig.AssertSame((JsonObject)one["config"]!, constraint.Config);
        return Step.Run(constraint.Apply, x);
    }

    private static float[] Fill(Initializer initializer, JsonObject one)
    {
        GoldenConfig.AssertSame((JsonObject)one["config"]!, initializer.Config);
        if (one["shape"] is not JsonArray lengths)
            return [];
        Shape shape = [.. lengths.Select(length => (int)length!)];
        var values = new float[shape.Elements];
        initializer.Fill(values, shape);
        return values;
    }
}
