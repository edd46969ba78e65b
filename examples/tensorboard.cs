#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:project ../src/Keratin.TensorBoard/Keratin.TensorBoard.csproj
#:property PublishAot=false

// A training that TensorBoard can watch: tensorboard --logdir logs   Run: dotnet run -c Release examples/tensorboard.cs -- logs/first
using Keratin;
using Keratin.Callbacks;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;

Utils.SetRandomSeed(1);
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();
string folder = args is [var given, ..] ? given : "logs/first";

var model = new Sequential([
    new Input(28, 28), new Rescaling(1f / 255), new Reshape(28, 28, 1),
    new Conv2D(8, 5, "relu"), new MaxPooling2D(2), new Flatten(), new Dropout(0.25f), new Dense(32, "relu"), new Dense(10, "softmax"),
], "watched");
model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);

var board = new TensorBoard(folder) { HistogramFreq = 1, WriteImages = true, UpdateFreq = 100, WriteStepsPerSecond = true };
model.Fit(xTrain, yTrain, batchSize: 128, epochs: 3, validationData: (xTest, yTest), callbacks: [board]);

foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order())
    Console.WriteLine($"{file}: {new FileInfo(file).Length:N0} bytes");
