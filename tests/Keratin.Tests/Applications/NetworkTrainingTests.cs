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

    // As in the paper: the losses of the auxiliary classifiers count 0.3 each.
    [Fact]
    public void A_step_trains_the_auxiliary_classifiers_too()
    {
        Utils.SetRandomSeed(5);
        Model model = Networks.GoogLeNet(inputShape: [65, 65, 1], classes: 3, auxiliary: true);
        model.Compile("sgd", ["sparse_categorical_crossentropy", "sparse_categorical_crossentropy", "sparse_categorical_crossentropy"], lossWeights: [1, 0.3f, 0.3f]);
        Assert.Equal(["predictions", "loss1_predictions", "loss2_predictions"], model.OutputNames);
        float[][] before = [.. model.Weights.Select(weight => weight.Span.ToArray())];
        Samples x = Numbers.Wave([2, 65, 65, 1]), y = new float[] { 0, 2 };

        var logs = model.Fit([x], [y, y, y], batchSize: 2, verbose: 0);

        float main = logs["predictions_loss"][0], first = logs["loss1_predictions_loss"][0], second = logs["loss2_predictions_loss"][0];
        Assert.All([main, first, second], loss => Assert.InRange(loss, 0.1f, 10));
        Assert.Equal(main + (0.3f * (first + second)), logs["loss"][0], 1e-4f);
        // All kernels, theirs too; a bias behind units that gave nothing may stay.
        string[] same = [.. model.Weights.Where((weight, i) => weight.Name == "kernel" && weight.Span.SequenceEqual(before[i])).Select(weight => weight.Path)];
        Assert.Empty(same);
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
