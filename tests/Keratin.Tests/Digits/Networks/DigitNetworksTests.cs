using Keratin.Digits.Networks;
using Keratin.Models;

namespace Keratin.Tests.Digits.Networks;

public class DigitNetworksTests
{
    // Weights and biases, counted by hand; for example mlp: 784 · 128 + 128 + 128 · 10 + 10.
    [Theory]
    [InlineData("quick", 416 + 12_832 + 65_664 + 1_290)]
    [InlineData("lenet", 156 + 2_416 + 30_840 + 10_164 + 850)]
    [InlineData("mlp", 100_480 + 1_290)]
    [InlineData("dnn", 401_920 + 262_656 + 5_130)]
    [InlineData("cnn", 832 + 51_264 + 1_025_000 + 10_010)]
    [InlineData("cnn-dropout", 416 + 14_436 + 225_920 + 1_290)]
    public void Have_the_parameters_that_their_layers_say(string name, long parameters)
    {
        Model model = DigitNetworks.All[name].Build();
        Assert.Equal(parameters, model.CountParams());
        Assert.True(model.IsCompiled);
    }

    [Theory]
    [InlineData("quick", "Adam", 6, 64, 0)]
    [InlineData("lenet", "Adam", 2, 128, 0)]
    [InlineData("mlp", "Adam", 5, 32, 0)]
    [InlineData("dnn", "RMSprop", 32, 128, 0)]
    [InlineData("cnn", "Adam", 10, 128, 0)]
    [InlineData("cnn-dropout", "Adam", 20, 300, 0.2f)]
    public void Have_their_recipes(string name, string optimizer, int epochs, int batchSize, float validationSplit)
    {
        DigitNetwork network = DigitNetworks.All[name];
        Assert.Equal((epochs, batchSize, validationSplit), (network.Epochs, network.BatchSize, network.ValidationSplit));
        Assert.Equal((optimizer, 0.001f), (network.Build().Optimizer!.ClassName, network.Build().Optimizer!.LearningRate));
        Assert.Equal(0.5f, network.Build(0.5f).Optimizer!.LearningRate);
    }

    [Fact]
    public void Are_listed_with_the_default_first()
    {
        Assert.Equal(["quick", "lenet", "mlp", "dnn", "cnn", "cnn-dropout"], DigitNetworks.Names);
        Assert.Equal("quick", DigitNetworks.Default.Name);
        Assert.All(DigitNetworks.All.Values, network => Assert.All(network.Description, letter => Assert.InRange(letter, ' ', '~')));
    }
}
