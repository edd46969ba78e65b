#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// What training for too long does: the network of mlp.cs for 5, 20, 50 and 200 epochs, drawn as one figure. About a minute and a half.
// Run: dotnet run -c Release examples/overfitting.cs [overfitting-study.svg [IMAGES]]
using System.Globalization;
using Keratin;
using Keratin.Callbacks;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Visualization;

string file = args is [var name, ..] ? name : "overfitting-study.svg";
int images = args is [_, var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 60_000;
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();
int tests = Math.Min(images, 10_000);
var (x, y) = (xTrain.Slice(0..images, 0..28, 0..28), yTrain.Slice(0..images));
var validation = (xTest.Slice(0..tests, 0..28, 0..28), yTest.Slice(0..tests));

Console.WriteLine("epochs  train loss  test loss  train accuracy  test accuracy  least test loss");
int[] lengths = [5, 20, 50, 200];
var runs = lengths.Select(epochs => ($"{epochs} epochs", Train(epochs))).ToArray();
new RunsChart(runs, ["loss", "accuracy"]) { SideBySide = true, Title = $"One hidden layer of 128 on {images:N0} digits" }.SaveSvg(file);
Console.WriteLine($"Saved {file}.");

// From the same seed, so that the short trainings are the beginnings of the long ones.
History Train(int epochs)
{
    Utils.SetRandomSeed(1);
    var model = new Sequential { new Input(28, 28), new Rescaling(1f / 255), new Flatten(), new Dense(128, "relu"), new Dense(10, "softmax") };
    model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
    History history = model.Fit(x, y, batchSize: 32, epochs: epochs, verbose: 0, validationData: validation);
    float least = history["val_loss"].Min();
    Console.WriteLine(
        $"{epochs,6}  {history["loss"][^1],10:F5}  {history["val_loss"][^1],9:F5}  {history["accuracy"][^1],14:P2}  {history["val_accuracy"][^1],13:P2}  " +
        $"{least:F5} after epoch {history["val_loss"].ToList().IndexOf(least) + 1}");
    return history;
}
