#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// Two wide layers with dropout, 32 epochs of RMSprop.   Run: dotnet run -c Release examples/dnn.cs
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
    new Dense(512, "relu"),
    new Dropout(0.2f),
    new Dense(512, "relu"),
    new Dropout(0.2f),
    new Dense(10, "softmax"),
};
model.Summary();

model.Compile("rmsprop", "categorical_crossentropy", ["accuracy"]);
var history = model.Fit(xTrain, Utils.ToCategorical(yTrain), batchSize: 128, epochs: 32);

var (loss, accuracy) = model.Evaluate(xTest, Utils.ToCategorical(yTest), verbose: 0);
Console.WriteLine($"train accuracy {history["accuracy"][^1]:P2}, test accuracy {accuracy:P2}, test loss {loss:F4}");
