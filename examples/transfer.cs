#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// What a network learned of the digits 0 to 4 helps with 5 to 9: its convolutions are frozen and only a new end is trained,
// on few images. Beside it the same network from nothing.   Run: dotnet run -c Release examples/transfer.cs [IMAGES-OF-5-TO-9]
using System.Globalization;
using System.Numerics.Tensors;
using Keratin;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;

int few = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 250;
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();
var (xLow, yLow) = Pick(xTrain, yTrain, label => label < 5, int.MaxValue);
var (xHigh, yHigh) = Pick(xTrain, yTrain, label => label >= 5, few);
var (xHighTest, yHighTest) = Pick(xTest, yTest, label => label >= 5, int.MaxValue);

Utils.SetRandomSeed(1);
Sequential features = Features();
Train(new Sequential([new Input(28, 28, 1), features, new Dense(64, "relu"), new Dense(5, "softmax")]), xLow, yLow, epochs: 1);

features.Trainable = false;
Model transferred = new Sequential([new Input(28, 28, 1), features, new Dense(64, "relu"), new Dense(5, "softmax")]);
Train(transferred, xHigh, yHigh, epochs: 20);
transferred.Summary();
Model fresh = new Sequential([new Input(28, 28, 1), Features(), new Dense(64, "relu"), new Dense(5, "softmax")]);
Train(fresh, xHigh, yHigh, epochs: 20);
Console.WriteLine(
    $"with {few} images of 5 to 9: features from 0 to 4, frozen: test accuracy {Accuracy(transferred):P2}; from nothing: {Accuracy(fresh):P2}");

static Sequential Features() => new(
    [new Rescaling(1f / 255), new Conv2D(32, 3, "relu"), new Conv2D(32, 3, "relu"), new MaxPooling2D(2), new Dropout(0.25f), new Flatten()]);

static void Train(Model model, byte[,,] x, int[] y, int epochs)
{
    model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
    model.Fit(x, y, batchSize: Math.Min(128, Math.Max(16, y.Length / 10)), epochs: epochs, verbose: 0);
}

float Accuracy(Model model) => model.Evaluate(xHighTest, yHighTest, batchSize: 256, verbose: 0)["accuracy"];

// The images whose labels are wanted, and their labels counted from 0 on.
static (byte[,,] X, int[] Y) Pick(Tensor<byte> x, Tensor<byte> y, Func<int, bool> wanted, int most)
{
    byte[] pixels = x.ToArray(), labels = y.ToArray();
    int[] rows = [.. Enumerable.Range(0, labels.Length).Where(i => wanted(labels[i])).Take(most)];
    byte[,,] images = new byte[rows.Length, 28, 28];
    for (int i = 0; i < rows.Length; i++)
        Buffer.BlockCopy(pixels, rows[i] * 784, images, i * 784, 784);
    return (images, [.. rows.Select(row => labels[row] % 5)]);
}
