#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// The network of mlp.cs as a class of its own: the same seed gives the same result, to the last digit.
// Run: dotnet run -c Release examples/mlp-subclassed.cs
using Keratin;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;

Utils.SetRandomSeed(args is [var seed, ..] ? long.Parse(seed) : 1);
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();

var model = new Mlp();
model.Build([Shape.Unknown, 28, 28]);
model.Summary();

model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
var history = model.Fit(xTrain, yTrain, batchSize: 32, epochs: 5, validationData: (xTest, yTest));

var (loss, accuracy) = model.Evaluate(xTest, yTest, verbose: 0);
Console.WriteLine($"train accuracy {history["accuracy"][^1]:P2}, test accuracy {accuracy:P2}, test loss {loss:F6}");

internal sealed class Mlp : Model
{
    private readonly Rescaling _rescaling = new(1f / 255);
    private readonly Flatten _flatten = new();
    private readonly Dense _hidden = new(128, "relu");
    private readonly Dense _output = new(10, "softmax");

    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        x = _flatten.Apply(_rescaling.Apply(x));
        return _output.Apply(_hidden.Apply(x));
    }
}
