#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// Convolutions with dropout, a fifth of the training images held back to validate.   Run: dotnet run -c Release examples/cnn-dropout.cs
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
    new Conv2D(16, 5, "relu") { Padding = Padding.Same },
    new MaxPooling2D(2),
    new Conv2D(36, 5, "relu") { Padding = Padding.Same },
    new MaxPooling2D(2),
    new Dropout(0.25f),
    new Flatten(),
    new Dense(128, "relu"),
    new Dropout(0.5f),
    new Dense(10, "softmax"),
};
model.Summary();

// Training ends with the moving average of the weights, which is steadier than their last value.
model.Compile(new Adam { UseEma = true }, "categorical_crossentropy", ["accuracy"]);
var history = model.Fit(xTrain, Utils.ToCategorical(yTrain), batchSize: 300, epochs: 20, validationSplit: 0.2f);

var (loss, accuracy) = model.Evaluate(xTest, Utils.ToCategorical(yTest), verbose: 0);
Console.WriteLine($"train accuracy {history["accuracy"][^1]:P2}, test accuracy {accuracy:P2}, test loss {loss:F4}");
