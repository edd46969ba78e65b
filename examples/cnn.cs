#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// Two convolutions and a wide dense layer: past 99 %.   Run: dotnet run -c Release examples/cnn.cs
using Keratin;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;

Utils.SetRandomSeed(args is [var seed, ..] ? long.Parse(seed) : 1);
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();

var model = new Sequential
{
    new Input(28, 28, 1),
    new Rescaling(1f / 255),
    new Conv2D(32, 5, "relu"),
    new MaxPooling2D(2),
    new Conv2D(64, 5, "relu"),
    new MaxPooling2D(2),
    new Flatten(),
    new Dense(1000, "relu"),
    new Dense(10, "softmax"),
};
model.Summary();

// Training ends with the moving average of the weights, which is steadier than their last value.
model.Compile(new Adam { UseEma = true }, "categorical_crossentropy", ["accuracy"]);
var history = model.Fit(xTrain, Utils.ToCategorical(yTrain), batchSize: 128, epochs: 10);

var (loss, accuracy) = model.Evaluate(xTest, Utils.ToCategorical(yTest), verbose: 0);
Console.WriteLine($"train accuracy {history["accuracy"][^1]:P2}, test accuracy {accuracy:P2}, test loss {loss:F4}");
