using Keratin.Applications;
using Keratin.Data;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Tests.Applications;

[Collection(nameof(Alone))]
public class NetworkTrainingTests
{
    public static TheoryData<string> Small => ["lenet5", "resnet20", "resnet18", "resnet50", "googlenet", "vgg16", "alexnet"];

    // A few images learnt by heart: what the network says in the end is nearer to their labels than at first.
    [Theory]
    [MemberData(nameof(Small))]
    public void Training_makes_the_loss_smaller(string name)
    {
        Utils.SetRandomSeed(3);
        Model model = Reduced(name);
        model.Compile(new Adam(1e-4f), "sparse_categorical_crossentropy");
        Shape images = model.InputShapes[0].With(0, 6);
        Samples x = Engine.Random(images.Elements, seed: 1).ToTensor(images), y = new float[] { 0, 1, 2, 0, 1, 2 };

        var history = model.Fit(x, y, batchSize: 6, epochs: 6, shuffle: false, verbose: 0);

        Assert.All(history["loss"], loss => Assert.True(float.IsFinite(loss)));
        Assert.True(history["loss"][^1] < history["loss"][0], $"The loss goes from {history["loss"][0]} to {history["loss"][^1]}.");
        Tensor<float> probabilities = model.Predict(x);
        Assert.Equal(18, probabilities.FlattenedLength);
    }

    [Fact]
    public void Auxiliary_classifiers_are_further_outputs()
    {
        Model model = Networks.GoogLeNet(inputShape: [65, 65, 1], classes: 3, auxiliary: true);
        IReadOnlyList<Tensor<float>> outputs = model.PredictAll([Numbers.Wave([2, 65, 65, 1])]);
        Assert.Equal(3, outputs.Count);
        Assert.All(outputs, output => Assert.Equal(1, output[0, 0] + output[0, 1] + output[0, 2], 5));
    }

    // Three classes and the smallest images; a network whose dense layers are large stands in another without them.
    private static Model Reduced(string name) => name switch
    {
        "lenet5" => Networks.LeNet5(classes: 3),
        "resnet20" => Networks.ResNet20([8, 8, 1], classes: 3),
        "resnet18" => Networks.ResNet18(inputShape: [32, 32, 3], classes: 3),
        "resnet50" => Networks.ResNet50(inputShape: [32, 32, 3], classes: 3),
        "googlenet" => Networks.GoogLeNet(inputShape: [32, 32, 3], classes: 3),
        "vgg16" => WithNewTop(Networks.VGG16(includeTop: false, inputShape: [32, 32, 3], pooling: "avg")),
        _ => WithNewTop(Networks.AlexNet(includeTop: false, inputShape: [67, 67, 3], pooling: "max")),
    };

    private static Sequential WithNewTop(Model features) => new([new Input(features.InputShapes[0].AsSpan()[1..]), features, new Dense(3, "softmax")]);
}
