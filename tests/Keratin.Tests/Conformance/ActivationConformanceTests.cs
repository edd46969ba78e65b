using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Tests.Conformance;

public class ActivationConformanceTests
{
    // Has cases, does not exist yet.
    private static readonly string[] s_notYet =
        ["celu", "gelu {\"approximate\":true}", "glu", "hard_shrink", "hard_tanh", "log_sigmoid", "sparse_plus", "threshold"];

    public static TheoryData<int, string> Cases => KerasCases.Numbered("activations", "fn", Exists);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_numbers_of_keras(int number, string name)
    {
        JsonObject one = KerasCases.Of("activations")[number];
        float[] actual = Step.Run(ActivationFunction.Named(name).Apply, KerasCases.Tensor(one["x"]!));
        Numbers.Close(KerasCases.Flat(one["y"]!), actual, KerasCases.Tolerance, name);
    }

    [SharedFact]
    public void What_does_not_exist_yet_is_listed() => KerasCases.AssertListed("activations", "fn", s_notYet, Exists, Name);

    private static bool Exists(JsonObject one) => one["kwargs"]!.AsObject().Count == 0 && ActivationFunction.Names.Contains((string)one["fn"]!);

    private static string Name(JsonObject one) =>
        one["kwargs"]!.AsObject().Count == 0 || (string)one["fn"]! == "threshold" ? (string)one["fn"]! : $"{one["fn"]} {one["kwargs"]!.ToJsonString()}";
}
