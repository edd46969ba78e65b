#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// A residual network, written as a graph of layers, on digits that are augmented while it trains: 99.65, 99.51 and 99.55 % of the test images for
// seeds 1, 2 and 3 after 15 epochs of some ten seconds on two cores.
// Run: dotnet run -c Release examples/resnet.cs [seed [epochs [images]]]
using System.Globalization;
using System.Numerics.Tensors;
using Keratin;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Optimizers.Schedules;

const int Batch = 128;
int seed = Number(0, 1), epochs = Number(1, 15), images = Number(2, 60_000);
Utils.SetRandomSeed(seed);
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();
var (x, y) = (xTrain.Slice(0..images, 0..28, 0..28), yTrain.Slice(0..images));

KerasTensor image = new Input(28, 28, 1), z = new Rescaling(1f / 255).Apply(image);
// Digits a little turned, moved and scaled, anew in each epoch; only in training.
z = new RandomRotation(0.03f) { FillMode = FillMode.Constant }.Apply(z);
z = new RandomTranslation(0.08f, 0.08f) { FillMode = FillMode.Constant }.Apply(z);
z = new RandomZoom(0.1f, 0.1f) { FillMode = FillMode.Constant }.Apply(z);
z = new MaxPooling2D(2).Apply(Relu(Convolve(z, 32, 3, 1)));
foreach (var (filters, stride) in ((int, int)[])[(32, 1), (64, 2), (64, 1)])
    z = Residual(z, filters, stride);
z = new Dense(10, "softmax").Apply(new Dropout(0.2f).Apply(new GlobalAveragePooling2D().Apply(z)));
var model = new Model(image, z, "resnet");
model.Summary();

// The learning rate rises for an epoch, then falls along half a cosine.
float steps = (images + Batch - 1) / Batch;
var rate = new CosineDecay(0, decaySteps: Math.Max(epochs - 1, 1) * steps, warmupTarget: 4e-3f, warmupSteps: steps);
model.Compile(new Adam(rate), "sparse_categorical_crossentropy", ["accuracy"]);
model.Fit(x, y, batchSize: Batch, epochs: epochs, verbose: 2);
var (loss, accuracy) = model.Evaluate(xTest, yTest, batchSize: 500, verbose: 0);
Console.WriteLine($"test accuracy {accuracy:P2}, test loss {loss:F4}");

// Two convolutions, and beside them a short way for what came in: as it is, or brought to the same shape.
static KerasTensor Residual(KerasTensor x, int filters, int stride)
{
    KerasTensor shortcut = stride == 1 && x.Shape[^1] == filters ? x : Convolve(x, filters, 1, stride);
    return Relu(new Add().Apply(shortcut, Convolve(Relu(Convolve(x, filters, 3, stride)), filters, 3, 1)));
}

static KerasTensor Convolve(KerasTensor x, int filters, int size, int stride) => new BatchNormalization().Apply(
    new Conv2D(filters, size) { Strides = stride, Padding = Padding.Same, UseBias = false, KernelInitializer = "he_normal" }.Apply(x));

static KerasTensor Relu(KerasTensor x) => new ReLU().Apply(x);

int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
