#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// Augmentation: what the layers do to a digit, as one picture, and the network of cnn.cs on few digits without and with it. Half a minute.
// Run: dotnet run -c Release examples/augmentation.cs [augmented-digits.svg [IMAGES [EPOCHS]]]
using System.Globalization;
using System.Numerics.Tensors;
using Keratin;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Visualization;

string file = args is [var name, ..] ? name : "augmented-digits.svg";
int images = args is [_, var count, ..] ? Number(count) : 1000, epochs = args is [_, _, var some, ..] ? Number(some) : 60;
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();
var (x, y) = (xTrain.Slice(0..images, 0..28, 0..28), yTrain.Slice(0..images));

// One row for each layer: the same digit, drawn again and again.
const int Columns = 9;
Utils.SetRandomSeed(1);
float[] digit = [.. xTrain.Slice(0..1, 0..28, 0..28).ToArray().Select(pixel => pixel / 255f)];
var row = Tensor.Create<float>([.. Enumerable.Repeat(digit, Columns).SelectMany(pixels => pixels)], [Columns, 28, 28, 1]);
(string Name, Layer Layer)[] kinds =
[
    ("as it is", new Rescaling(1)),
    ("rotation", new RandomRotation(0.08f) { FillMode = FillMode.Constant }),
    ("translation", new RandomTranslation(0.15f, 0.15f) { FillMode = FillMode.Constant }),
    ("zoom", new RandomZoom(0.2f, 0.2f) { FillMode = FillMode.Constant }),
    ("shear", new RandomShear(0.3f) { FillMode = FillMode.Constant }),
    ("elastic", new RandomElasticTransform { ValueRange = (0, 1), FillMode = FillMode.Constant }),
    ("erasing", new RandomErasing(scale: (0.05f, 0.2f)) { ValueRange = (0, 1), FillValue = [0] }),
    ("all that train", Augmentation()),
];
var rows = Tensor.Create<float>([.. kinds.SelectMany(kind => kind.Layer.Apply(row, training: true).ToArray())], [kinds.Length * Columns, 28, 28, 1]);
string[] captions = [.. kinds.SelectMany(kind => Enumerable.Repeat("", Columns - 1).Prepend(kind.Name))];
new ImageChart(rows) { Columns = Columns, Count = kinds.Length * Columns, Captions = captions, Range = (0, 1), Title = "One digit, augmented" }.SaveSvg(file);
Console.WriteLine($"Saved {file}.");

Console.WriteLine($"{images:N0} digits, {epochs} epochs");
Train("without augmentation", new Rescaling(1));
Train("with augmentation", Augmentation());

static Pipeline Augmentation() => new(
    new RandomRotation(0.04f) { FillMode = FillMode.Constant }, new RandomElasticTransform { ValueRange = (0, 1), FillMode = FillMode.Constant },
    new RandomTranslation(0.07f, 0.07f) { FillMode = FillMode.Constant }, new RandomZoom(0.1f, 0.1f) { FillMode = FillMode.Constant });

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

void Train(string what, Layer augmentation)
{
    Utils.SetRandomSeed(1);
    var model = new Sequential
    {
        new Input(28, 28, 1), new Rescaling(1f / 255), augmentation,
        new Conv2D(32, 5, "relu"), new MaxPooling2D(2), new Conv2D(64, 5, "relu"), new MaxPooling2D(2),
        new Flatten(), new Dense(1000, "relu"), new Dense(10, "softmax"),
    };
    model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
    var history = model.Fit(x, y, batchSize: 64, epochs: epochs, verbose: 0);
    var (loss, accuracy) = model.Evaluate(xTest, yTest, verbose: 0);
    Console.WriteLine($"{what,-20}  train accuracy {history["accuracy"][^1],7:P2}, test accuracy {accuracy:P2}, test loss {loss:F4}");
}
