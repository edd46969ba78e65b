using Keratin.Applications;

namespace Keratin.Bench;

/// <summary>The networks of <see cref="Networks"/>, at the size of their papers.</summary>
internal static class Applications
{
    /// <summary>Smallest first.</summary>
    public static IReadOnlyList<NetworkProgram> All { get; } =
    [
        Of("lenet5", 32, () => Networks.LeNet5()),
        Of("resnet20-cifar", 32, () => Networks.ResNet20()),
        Of("googlenet", 8, () => Networks.GoogLeNet()),
        Of("resnet18", 8, () => Networks.ResNet18()),
        Of("resnet34", 8, () => Networks.ResNet34()),
        Of("resnet50", 8, () => Networks.ResNet50()),
        Of("resnet101", 8, () => Networks.ResNet101()),
        Of("resnet152", 8, () => Networks.ResNet152()),
        Of("alexnet", 8, () => Networks.AlexNet()),
        Of("vgg16", 8, () => Networks.VGG16()),
        Of("vgg19", 8, () => Networks.VGG19()),
    ];

    /// <summary>Those that PyTorch's peer has too.</summary>
    public static IReadOnlyList<NetworkProgram> Compared { get; } = [.. All.Where(program => program.Name is "resnet50" or "vgg16")];

    private static NetworkProgram Of(string name, int batch, Func<Models.Model> create) => new(name, batch, "adam", IsSparse: true, create);
}
