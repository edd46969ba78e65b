#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// The first network of most tutorials: one hidden layer of 128.   Run: dotnet run -c Release examples/mlp.cs
using Keratin;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;

Utils.SetRandomSeed(args is [var seed, ..] ? long.Parse(seed) : 1);
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();

var model = new Sequential
{
    new Input(28, 28),
    new Rescaling(1f / 255),
    new Flatten(),
    new Dense(128, "relu"),
    new Dense(10, "softmax"),
};
model.Summary();

model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
var history = model.Fit(xTrain, yTrain, batchSize: 32, epochs: 5, validationData: (xTest, yTest));

var (loss, accuracy) = model.Evaluate(xTest, yTest, verbose: 0);
Console.WriteLine($"train accuracy {history["accuracy"][^1]:P2}, test accuracy {accuracy:P2}, test loss {loss:F6}");
