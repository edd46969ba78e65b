using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Optimizers.Schedules;
using Keratin.Visualization.Reporting;

namespace Keratin.Tests.Visualization.Reporting;

public class ModelSettingsTests
{
    [Fact]
    public void A_schedule_is_said_with_its_numbers_and_what_is_rare_where_it_is_set()
    {
        var model = new Sequential([new Dense(1)]);
        model.Compile(new SGD(new CosineDecay(0.5f, 100)) { GradientAccumulationSteps = 4, Name = "mine" }, "mse");
        Dictionary<string, string> settings = ModelSettings.Of(model).ToDictionary(setting => setting.Name, setting => setting.Value);

        Assert.Equal(
            "CosineDecay, initial learning rate 0.5, decay steps 100, alpha 0, warmup target none, warmup steps 0", settings["learning rate"]);
        Assert.Equal("4", settings["optimizer: gradient accumulation steps"]);
        Assert.Equal("none", settings["optimizer: clipnorm"]);
        Assert.DoesNotContain("optimizer: loss scale factor", settings.Keys);
        Assert.DoesNotContain("optimizer: name", settings.Keys);
    }
}
