using Keratin.Applications;
using Keratin.Models;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Applications;

public class NetworkSavingTests
{
    [Theory]
    [InlineData("resnet20")]
    [InlineData("googlenet")]
    [InlineData("resnet18")]
    public void A_network_comes_back_from_its_file(string name)
    {
        Model model = name switch
        {
            "resnet20" => Networks.ResNet20([12, 12, 1]),
            "googlenet" => Networks.GoogLeNet(inputShape: [32, 32, 3], classes: 5),
            _ => Networks.ResNet18(inputShape: [32, 32, 3], classes: 5),
        };
        byte[] file = SampleModels.Saved(model);

        Model loaded = SampleModels.Loaded(file, message => Assert.Fail(message));

        Assert.Equal(model.Layers.Select(layer => layer.Name), loaded.Layers.Select(layer => layer.Name));
        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(loaded));
        Assert.Equal(file, SampleModels.Saved(loaded));
    }
}
