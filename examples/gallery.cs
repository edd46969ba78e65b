#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// Every kind of chart, on digits: the pictures of docs/gallery.   Run: dotnet run -c Release examples/gallery.cs docs/gallery
using System.Numerics.Tensors;
using Keratin;
using Keratin.Callbacks;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Visualization;

string folder = args is [var name, ..] ? name : "gallery";
Directory.CreateDirectory(folder);
string At(string file) => Path.Combine(folder, file);

Utils.SetRandomSeed(1);
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();
Tensor<byte> xSome = xTrain.Slice(0..12000, 0..28, 0..28), ySome = yTrain.Slice(0..12000);

var model = new Sequential
{
    new Input(28, 28, 1),
    new Rescaling(1f / 255),
    new Conv2D(8, 5, "relu") { Name = "conv1" },
    new MaxPooling2D(2),
    new Conv2D(16, 3, "relu") { Name = "conv2" },
    new MaxPooling2D(2),
    new Flatten(),
    new Dense(64, "relu") { Name = "hidden" },
    new Dense(10, "softmax"),
};
model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
History history = model.Fit(xSome, ySome, batchSize: 64, epochs: 8, verbose: 2, validationSplit: 1f / 6);
Tensor<float> probabilities = model.Predict(xTest);

new HistoryChart(history) { Title = "A small convolutional network learns digits" }.SaveSvg(At("curves.svg"));
new ConfusionChart(yTest, probabilities).SaveSvg(At("confusion.svg"));
new ConfusionChart(yTest, probabilities) { IsNormalized = true, Title = "The same, per cent of each label" }.SaveSvg(At("confusion-percent.svg"));
new HistogramChart(model.GetLayer("hidden")).SaveSvg(At("weights.svg"));

var mistakes = ImageChart.MostConfidentMistakes(yTest, probabilities);
new ProbabilityChart(model.Predict(xTest.Slice(mistakes[0]..(mistakes[0] + 1), 0..28, 0..28))) { Label = yTest[mistakes[0]] }.SaveSvg(At("probabilities.svg"));

Save("digits", new ImageChart(xTest) { Labels = yTest, Predictions = probabilities, Count = 20, Columns = 10 });
Save("mistakes", new ImageChart(xTest) { Labels = yTest, Predictions = probabilities, Indices = mistakes, Title = "The 25 most confident mistakes" });
Save("filters-1", new FilterChart(model.GetLayer("conv1")));
Save("filters-2", new FilterChart(model.GetLayer("conv2")));
Save("maps-1", new FeatureMapChart(model, "conv1", xTest));
Save("maps-2", new FeatureMapChart(model, "conv2", xTest));
Save("saliency", new SaliencyChart(model, xTest) { Indices = [0, 1, 2, 4] });
Save("occlusion", new OcclusionChart(model, xTest) { Index = 2 });

History Overfit(string optimizer, int epochs)
{
    Utils.SetRandomSeed(2);
    var net = new Sequential { new Input(28, 28), new Rescaling(1f / 255), new Flatten(), new Dense(64, "relu"), new Dense(10, "softmax") };
    net.Compile(optimizer, "sparse_categorical_crossentropy", ["accuracy"]);
    return net.Fit(xTrain.Slice(0..1000, 0..28, 0..28), yTrain.Slice(0..1000), epochs: epochs, verbose: 0,
        validationData: (xTest.Slice(0..1000, 0..28, 0..28), yTest.Slice(0..1000)));
}

int[] lengths = [5, 20, 50, 200];
new RunsChart([.. lengths.Select(epochs => ($"{epochs} epochs", Overfit("adam", epochs)))]) { SideBySide = true, Title = "Trained for too long on too little: 1,000 digits" }.SaveSvg(At("overfitting.svg"));
string[] optimizers = ["sgd", "rmsprop", "adam"];
new RunsChart([.. optimizers.Select(optimizer => (optimizer, Overfit(optimizer, 30)))], "accuracy") { Title = "Three optimizers" }.SaveSvg(At("optimizers.svg"));

void Save(string picture, PixelChart chart)
{
    chart.SaveSvg(At($"{picture}.svg"));
    chart.SavePng(At($"{picture}.png"));
}
