using Keratin.Applications;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Applications;

internal static class SampleNetworks
{
    /// <summary>Builds a network whose weights get no first values: for counting. Nobody touches their memory, so it stays the system's.</summary>
    public static Model Unfilled(Func<Model> build)
    {
        using var budget = new WeightBudget(long.MaxValue);
        return build();
    }

    /// <summary>By Keras' name, with classes and activation left as they are.</summary>
    public static Model Named(string name) => Unfilled(() => name switch
    {
        "lenet5" => Networks.LeNet5(),
        "alexnet" => Networks.AlexNet(),
        "vgg16" => Networks.VGG16(),
        "vgg19" => Networks.VGG19(),
        "googlenet" => Networks.GoogLeNet(),
        "resnet18" => Networks.ResNet18(),
        "resnet34" => Networks.ResNet34(),
        "resnet50" => Networks.ResNet50(),
        "resnet101" => Networks.ResNet101(),
        "resnet152" => Networks.ResNet152(),
        "resnet20" => Networks.ResNet20(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    });
}
