#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:property PublishAot=false

// Diagrams of five models, among them one with skip connections.   Run: dotnet run -c Release examples/diagram.cs -- docs/gallery/diagrams
using Keratin;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Visualization;

string folder = args is [var given, ..] ? given : "diagrams";
Directory.CreateDirectory(folder);

var lenet = new Sequential([
    new Input(28, 28, 1), new Conv2D(6, 5, "tanh") { Padding = Padding.Same }, new AveragePooling2D(2), new Conv2D(16, 5, "tanh"), new AveragePooling2D(2),
    new Flatten(), new Dense(120, "tanh"), new Dense(84, "tanh"), new Dense(10, "softmax"),
], "lenet");

KerasTensor x = new Input(32, 32, 16) { Name = "maps" };
var block = new Model(x, Residual(x, 16, 1), "residual_block");

KerasTensor image = new Input(32, 32, 3) { Name = "image" }, y = Convolve(image, 16, 3, 1);
foreach (int filters in new[] { 16, 32, 64 })
{
    for (int i = 0; i < 3; i++)
        y = Residual(y, filters, i == 0 && filters > 16 ? 2 : 1);
}
var resnet = new Model(image, new Dense(10, "softmax") { Name = "scores" }.Apply(new GlobalAveragePooling2D().Apply(y)), "resnet20");

KerasTensor photo = new Input(28, 28, 1) { Name = "photo" }, facts = new Input(8) { Name = "facts" };
KerasTensor seen = new Dense(64, "relu").Apply(new Flatten().Apply(new MaxPooling2D(2).Apply(new Conv2D(16, 3, "relu").Apply(photo))));
KerasTensor both = new Concatenate().Apply(seen, new Dense(16, "relu").Apply(facts));
var two = new Model([photo, facts], [new Dense(10, "softmax") { Name = "digit" }.Apply(both), new Dense(1, "sigmoid") { Name = "price" }.Apply(both)], "two_in_two_out");

KerasTensor left = new Input(28, 28, 1) { Name = "left" }, right = new Input(28, 28, 1) { Name = "right" };
var encoder = new Sequential([new Input(28, 28, 1), new Conv2D(8, 5, "relu"), new MaxPooling2D(2), new Flatten(), new Dense(32)], "encoder");
KerasTensor difference = (encoder.Apply(left) - encoder.Apply(right)).Square();
var siamese = new Model([left, right], [new Dense(1, "sigmoid") { Name = "same" }.Apply(difference)], "siamese");

lenet.PlotTo(Path.Combine(folder, "lenet.svg"), new DiagramOptions { RankDir = RankDir.LR });
block.PlotTo(Path.Combine(folder, "residual-block.svg"));
resnet.PlotTo(Path.Combine(folder, "resnet20.svg"));
two.PlotTo(Path.Combine(folder, "two-in-two-out.svg"));
siamese.PlotTo(Path.Combine(folder, "siamese.svg"), new DiagramOptions { ExpandNested = true });
Console.Write(block.ToMermaid());

// Convolution, normalization, ReLU; on the other way nothing, or what brings it to the same shape.
static KerasTensor Residual(KerasTensor x, int filters, int stride)
{
    KerasTensor y = Normalize(Convolve(Normalize(Convolve(x, filters, 3, stride)).Relu(), filters, 3, 1));
    KerasTensor shortcut = stride == 1 ? x : Convolve(x, filters, 1, stride);
    return new Activation("relu").Apply(new Add().Apply(y, shortcut));
}

static KerasTensor Convolve(KerasTensor x, int filters, int kernel, int stride) =>
    new Conv2D(filters, kernel) { Strides = stride, Padding = Padding.Same, UseBias = false }.Apply(x);

static KerasTensor Normalize(KerasTensor x) => new BatchNormalization().Apply(x);
