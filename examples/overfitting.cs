#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// What training for too long does: the network of mlp.cs for 5, 20, 50 and 200 epochs, and what helps against it: the same for 50 epochs with
// L2, Dropout and augmentation. Two figures; about three minutes.
// Run: dotnet run -c Release examples/overfitting.cs [overfitting-study.svg [IMAGES]]
using System.Globalization;
using Keratin;
using Keratin.Callbacks;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Regularizers;
using Keratin.Visualization;

string file = args is [var name, ..] ? name : "overfitting-study.svg", remedies = Path.ChangeExtension(file, null) + "-remedies.svg";
int images = args is [_, var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 60_000;
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();
int tests = Math.Min(images, 10_000);
var (x, y) = (xTrain.Slice(0..images, 0..28, 0..28), yTrain.Slice(0..images));
var validation = (xTest.Slice(0..tests, 0..28, 0..28), yTest.Slice(0..tests));

Console.WriteLine("epochs  train loss  test loss  train accuracy  test accuracy  least test loss");
int[] lengths = [5, 20, 50, 200];
var runs = lengths.Select(epochs => ($"{epochs} epochs", Train(epochs))).ToArray();
new RunsChart(runs, ["loss", "accuracy"]) { SideBySide = true, Title = $"One hidden layer of 128 on {images:N0} digits" }.SaveSvg(file);

// Each remedy alone, for as long as the third of the runs above. Crossentropy is the loss without L2's term.
const int Epochs = 50;
FillMode outside = FillMode.Constant;
(string Name, History History)[] helped =
[
    ("nothing", runs[2].Item2),
    ("L2", Train(Epochs, ", with L2", regularizer: new L2(1e-4f))),
    ("Dropout", Train(Epochs, ", with Dropout", after: [new Dropout(0.4f)])),
    ("augmentation", Train(Epochs, ", with augmentation", before:
        [new Reshape(28, 28, 1), new RandomRotation(0.03f) { FillMode = outside }, new RandomTranslation(0.05f, 0.05f) { FillMode = outside }])),
];
new RunsChart(helped, ["crossentropy", "accuracy"]) { Title = $"The same for {Epochs} epochs with L2, Dropout, augmentation" }.SaveSvg(remedies);
Console.WriteLine($"Saved {file} and {remedies}.");

// From the same seed, so that the short trainings are the beginnings of the long ones.
History Train(int epochs, string with = "", Regularizer? regularizer = null, Layer[]? before = null, Layer[]? after = null)
{
    Utils.SetRandomSeed(1);
    Layer[] layers =
    [
        new Input(28, 28), new Rescaling(1f / 255), .. before ?? [], new Flatten(),
        new Dense(128, "relu") { KernelRegularizer = regularizer }, .. after ?? [], new Dense(10, "softmax") { KernelRegularizer = regularizer },
    ];
    var model = new Sequential(layers);
    model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy", "crossentropy"]);
    History history = model.Fit(x, y, batchSize: 32, epochs: epochs, verbose: 0, validationData: validation);
    float least = history["val_crossentropy"].Min();
    Console.WriteLine(
        $"{epochs,6}  {history["crossentropy"][^1],10:F5}  {history["val_crossentropy"][^1],9:F5}  {history["accuracy"][^1],14:P2}  " +
        $"{history["val_accuracy"][^1],13:P2}  {least:F5} after epoch {history["val_crossentropy"].ToList().IndexOf(least) + 1}{with}");
    return history;
}
