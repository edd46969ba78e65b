#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// How good is a network on digits it has not seen? Five times it is trained on four fifths of the training images and tested on the last one:
// 97.94 ± 0.04 % are right after 3 epochs.
// Run: dotnet run -c Release examples/kfold.cs [IMAGES [EPOCHS]]
using System.Globalization;
using Keratin;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Selection;

int images = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 60_000;
int epochs = args is [_, var many, ..] ? int.Parse(many, CultureInfo.InvariantCulture) : 3;
var ((xTrain, yTrain), _) = Mnist.Load();
var (x, y) = (xTrain.Slice(0..images, 0..28, 0..28), yTrain.Slice(0..images));

var validation = new CrossValidation(MakeModel)
{
    Folds = new StratifiedKFold(5) { Shuffle = true, Seed = 1 },
    Epochs = epochs,
    BatchSize = 128,
    Seed = 1,
};
CrossValidationResult result = validation.Run(x, y);

Console.WriteLine();
Console.Write(result);
Console.WriteLine($"accuracy {result.Mean("accuracy"):P2} ± {result.Std("accuracy"):P2} over {result.Folds.Count} folds of {images:N0} images");

// Each fold gets a new one: a model that had seen the other folds would know the answers.
static Model MakeModel()
{
    var model = new Sequential
    {
        new Input(28, 28, 1), new Rescaling(1f / 255), new Conv2D(8, 5, "relu"), new MaxPooling2D(2), new Conv2D(16, 5, "relu"), new MaxPooling2D(2),
        new Flatten(), new Dropout(0.25f), new Dense(64, "relu"), new Dense(10, "softmax"),
    };
    model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
    return model;
}
