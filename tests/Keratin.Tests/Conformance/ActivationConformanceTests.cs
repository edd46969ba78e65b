using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Tests.Conformance;

public class ActivationConformanceTests
{
    public static TheoryData<int, string> Cases => KerasCases.Numbered("activations", "fn", Exists);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_numbers_of_keras(int number, string name)
    {
        JsonObject one = KerasCases.Of("activations")[number];
        float[] actual = Step.Run(Function(one), KerasCases.Tensor(one["x"]!));
        Numbers.Close(KerasCases.Flat(one["y"]!), actual, KerasCases.Tolerance, name);
    }

    [SharedFact]
    public void All_of_them_exist() => KerasCases.AssertListed("activations", "fn", [], Exists);

    private static bool Exists(JsonObject one) => (string)one["fn"]! == "threshold" || ActivationFunction.Names.Contains((string)one["fn"]!);

    // Without arguments by name, as a layer has it; with arguments as an operation.
    private static Func<KerasTensor, KerasTensor> Function(JsonObject one)
    {
        var arguments = (JsonObject)one["kwargs"]!;
        string name = (string)one["fn"]!;
        float Number(string key, float fallback) => (float?)arguments[key] ?? fallback;
        return arguments.Count == 0 ? ActivationFunction.Named(name).Apply : name switch
        {
            "relu" => x => x.Relu(Number("negative_slope", 0), (float?)arguments["max_value"], Number("threshold", 0)),
            "leaky_relu" => x => x.LeakyRelu(Number("negative_slope", 0.2f)),
            "elu" => x => x.Elu(Number("alpha", 1)),
            "celu" => x => x.Celu(Number("alpha", 1)),
            "gelu" => x => x.Gelu((bool)arguments["approximate"]!),
            "squareplus" => x => x.Squareplus(Number("b", 4)),
            "soft_shrink" => x => x.SoftShrink(Number("threshold", 0.5f)),
            "hard_shrink" => x => x.HardShrink(Number("threshold", 0.5f)),
            "threshold" => x => x.Threshold(Number("threshold", 0), Number("default_value", 0)),
            "softmax" => x => x.Softmax((int)arguments["axis"]!),
            "log_softmax" => x => x.LogSoftmax((int)arguments["axis"]!),
            "sparsemax" => x => x.Sparsemax((int)arguments["axis"]!),
            "glu" => x => x.Glu((int)arguments["axis"]!),
            _ => throw new InvalidOperationException($"{name} takes no arguments; got {arguments.ToJsonString()}."),
        };
    }
}
