using System.Text.Json.Nodes;
using Keratin.Optimizers;
using Keratin.Optimizers.Schedules;

namespace Keratin.Tests.Conformance;

public class ScheduleConformanceTests
{
    public static TheoryData<int, string> Cases => KerasCases.Numbered("schedules", "schedule", Exists);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_rates_of_keras(int number, string name)
    {
        JsonObject one = KerasCases.Of("schedules")[number];
        LearningRateSchedule schedule = ScheduleTable.FromConfig[name]((JsonObject)one["config"]!);
        foreach (JsonNode? pair in (JsonArray)one["values"]!)
        {
            long step = (long)pair![0]!;
            // Rates are small: relative to 0.1, and not to 1.
            Assert.Equal((float)pair[1]!, schedule.At(step), 1e-7f);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Steps_follow_them(int number, string name)
    {
        JsonObject one = KerasCases.Of("schedules")[number];
        var optimizer = new SGD(ScheduleTable.FromConfig[name]((JsonObject)one["config"]!));
        var weight = new Variable("w", [1]);
        float expected = 0;
        foreach (JsonNode? pair in ((JsonArray)one["values"]!).Take(5))
        {
            Step.RunAll(
                gradients =>
                {
                    optimizer.Apply(gradients, [weight]);
                    return [];
                },
                [Numbers.Of([1], 1)], training: true);
            expected -= (float)pair![1]!;
            Numbers.Close([expected], weight.Span, 1e-6f, name);
        }
    }

    [SharedFact]
    public void All_exist() => KerasCases.AssertListed("schedules", "schedule", [], Exists);

    private static bool Exists(JsonObject one) => ScheduleTable.FromConfig.ContainsKey((string)one["schedule"]!);
}
