#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// An image read row by row: 28 steps of 28 pixels, and what the LSTM remembers at the end says the digit.
// 98.38, 98.45 and 98.79 % of the test images for seeds 1, 2 and 3 after 8 epochs.
// Run: dotnet run -c Release examples/lstm-rows.cs [SEED [EPOCHS [IMAGES]]]
using System.Globalization;
using Keratin;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;

int Number(int index, int fallback) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : fallback;
Utils.SetRandomSeed(Number(0, 1));
int images = Number(2, 60_000);
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();

var model = new Sequential
{
    new Input(28, 28),
    new Rescaling(1f / 255),
    new LSTM(128),
    new Dropout(0.2f),
    new Dense(10, "softmax"),
};
model.Summary();
model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
var history = model.Fit(xTrain.Slice(0..images, 0..28, 0..28), yTrain.Slice(0..images), batchSize: 64, epochs: Number(1, 8));

var (loss, accuracy) = model.Evaluate(xTest, yTest, verbose: 0);
Console.WriteLine($"train accuracy {history["accuracy"][^1]:P2}, test accuracy {accuracy:P2}, test loss {loss:F4}");
