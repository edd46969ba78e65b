using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Bench;

/// <summary>The networks of <c>examples/</c>, and two residual ones. Where an example averages its weights, these do not: no peer does.</summary>
internal static class Programs
{
    public const int Classes = 10;

    /// <summary>The five of the examples; figures are averaged over these.</summary>
    public static IReadOnlyList<NetworkProgram> Five { get; } =
    [
        new("lenet", 128, "adam", false, LeNet),
        new("mlp", 32, "adam", true, Mlp),
        new("dnn", 128, "rmsprop", false, Dnn),
        new("cnn", 128, "adam", false, Cnn),
        new("cnn-dropout", 300, "adam", false, CnnDropout),
    ];

    public static NetworkProgram ResNet20 { get; } = new("resnet20", 128, "adam", true, ResidualNetworks.ResNet20);

    /// <summary>A large one.</summary>
    public static NetworkProgram ResNet50 => Applications.All.Single(program => program.Name == "resnet50");

    public static IReadOnlyList<NetworkProgram> All { get; } = [.. Five, ResNet20];

    public static NetworkProgram Named(string name) => All.Concat(Applications.All).FirstOrDefault(program => program.Name == name)
        ?? throw new UsageException($"unknown network '{name}'; known are {string.Join(", ", All.Concat(Applications.All).Select(program => program.Name))}");

    private static Sequential LeNet() =>
    [
        new Input(28, 28, 1), new Rescaling(1f / 255), new Conv2D(6, 5, "relu"), new MaxPooling2D(2), new Conv2D(16, 5, "relu"),
        new MaxPooling2D(2), new Flatten(), new Dense(120, "relu"), new Dense(84, "relu"), new Dense(Classes, "softmax"),
    ];

    private static Sequential Mlp() =>
        [new Input(28, 28), new Rescaling(1f / 255), new Flatten(), new Dense(128, "relu"), new Dense(Classes, "softmax")];

    private static Sequential Dnn() =>
    [
        new Input(28, 28), new Rescaling(1f / 255), new Flatten(), new Dense(512, "relu"), new Dropout(0.2f), new Dense(512, "relu"),
        new Dropout(0.2f), new Dense(Classes, "softmax"),
    ];

    private static Sequential Cnn() =>
    [
        new Input(28, 28, 1), new Rescaling(1f / 255), new Conv2D(32, 5, "relu"), new MaxPooling2D(2), new Conv2D(64, 5, "relu"),
        new MaxPooling2D(2), new Flatten(), new Dense(1000, "relu"), new Dense(Classes, "softmax"),
    ];

    private static Sequential CnnDropout() =>
    [
        new Input(28, 28, 1), new Rescaling(1f / 255), new Conv2D(16, 5, "relu") { Padding = Padding.Same }, new MaxPooling2D(2),
        new Conv2D(36, 5, "relu") { Padding = Padding.Same }, new MaxPooling2D(2), new Dropout(0.25f), new Flatten(), new Dense(128, "relu"),
        new Dropout(0.5f), new Dense(Classes, "softmax"),
    ];
}
