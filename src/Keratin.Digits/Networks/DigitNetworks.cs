using Keratin.Layers;
using Keratin.Optimizers;

namespace Keratin.Digits.Networks;

/// <summary>The networks that can be trained by name: those the tutorials teach, and a small quick one.</summary>
public static class DigitNetworks
{
    private static readonly DigitNetwork[] s_networks =
    [
        new("quick", "two convolutions and dropout, small: 99 % in well under a minute", Quick, AveragedAdam) { Epochs = 6, BatchSize = 64 },
        new("lenet", "LeNet-5 with ReLU and max pooling", LeNet, Adam) { Epochs = 2, BatchSize = 128 },
        new("mlp", "one hidden layer of 128", Mlp, Adam) { Epochs = 5, BatchSize = 32 },
        new("dnn", "two hidden layers of 512 with dropout", Dnn, RMSprop) { Epochs = 32, BatchSize = 128 },
        new("cnn", "two convolutions and a dense layer of 1000", Cnn, AveragedAdam) { Epochs = 10, BatchSize = 128 },
        new("cnn-dropout", "two padded convolutions with dropout", CnnDropout, AveragedAdam) { Epochs = 20, BatchSize = 300, ValidationSplit = 0.2f },
    ];

    /// <summary>The networks by name.</summary>
    public static IReadOnlyDictionary<string, DigitNetwork> All { get; } =
        s_networks.ToDictionary(network => network.Name, StringComparer.Ordinal);

    /// <summary>The names, the default first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_networks.Select(network => network.Name)];

    /// <summary>What is trained when no network is named.</summary>
    public static DigitNetwork Default => s_networks[0];

    private static Adam Adam(float? learningRate) => new(learningRate ?? 0.001f);

    // Training ends with the moving average of the weights, which is steadier than their last value: about a tenth of a percent.
    private static Adam AveragedAdam(float? learningRate) => new(learningRate ?? 0.001f) { UseEma = true };

    private static RMSprop RMSprop(float? learningRate) => new(learningRate ?? 0.001f);

    // A quarter of cnn's arithmetic. The dropout before the output is what carries it over 99 % for every seed.
    private static Layer[] Quick() =>
    [
        new Input(28, 28, 1),
        new Rescaling(1f / 255),
        new Conv2D(16, 5, "relu"),
        new MaxPooling2D(2),
        new Conv2D(32, 5, "relu"),
        new MaxPooling2D(2),
        new Flatten(),
        new Dropout(0.25f),
        new Dense(128, "relu"),
        new Dropout(0.25f),
        new Dense(10, "softmax"),
    ];

    private static Layer[] LeNet() =>
    [
        new Input(28, 28, 1),
        new Rescaling(1f / 255),
        new Conv2D(6, 5, "relu"),
        new MaxPooling2D(2),
        new Conv2D(16, 5, "relu"),
        new MaxPooling2D(2),
        new Flatten(),
        new Dense(120, "relu"),
        new Dense(84, "relu"),
        new Dense(10, "softmax"),
    ];

    private static Layer[] Mlp() =>
    [
        new Input(28, 28),
        new Rescaling(1f / 255),
        new Flatten(),
        new Dense(128, "relu"),
        new Dense(10, "softmax"),
    ];

    private static Layer[] Dnn() =>
    [
        new Input(28, 28),
        new Rescaling(1f / 255),
        new Flatten(),
        new Dense(512, "relu"),
        new Dropout(0.2f),
        new Dense(512, "relu"),
        new Dropout(0.2f),
        new Dense(10, "softmax"),
    ];

    private static Layer[] Cnn() =>
    [
        new Input(28, 28, 1),
        new Rescaling(1f / 255),
        new Conv2D(32, 5, "relu"),
        new MaxPooling2D(2),
        new Conv2D(64, 5, "relu"),
        new MaxPooling2D(2),
        new Flatten(),
        new Dense(1000, "relu"),
        new Dense(10, "softmax"),
    ];

    private static Layer[] CnnDropout() =>
    [
        new Input(28, 28, 1),
        new Rescaling(1f / 255),
        new Conv2D(16, 5, "relu") { Padding = Padding.Same },
        new MaxPooling2D(2),
        new Conv2D(36, 5, "relu") { Padding = Padding.Same },
        new MaxPooling2D(2),
        new Dropout(0.25f),
        new Flatten(),
        new Dense(128, "relu"),
        new Dropout(0.5f),
        new Dense(10, "softmax"),
    ];
}
