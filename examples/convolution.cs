#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// Convolution with numbers that a pencil can check, and what filters of 3 × 3 make of a digit.
// Run: dotnet run -c Release examples/convolution.cs [filters.svg]
using System.Numerics.Tensors;
using Keratin;
using Keratin.Datasets;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Visualization;

// A frame of 10 around a block of 5. Networks slide a kernel as it is; convolution in the sense of mathematics, and of SciPy's convolve2d, turns it first.
float[] matrix = [10, 10, 10, 10, 10, 10, 5, 5, 5, 10, 10, 5, 5, 5, 10, 10, 5, 5, 5, 10, 10, 10, 10, 10, 10];
float[] kernel = [-1, -1, 0, -1, 0, 1, 0, 1, 1];
KerasTensor x = Ops.Constant(Tensor.Create(matrix, [1, 5, 5, 1])), turned = Ops.Constant(Tensor.Create<float>([.. kernel.Reverse()], [3, 3, 1, 1]));
Print("full", x.Pad(1, 2, 2).Pad(2, 2, 2).Conv(turned));
Print("same", x.Conv(turned, padding: Padding.Same));
Print("valid", x.Conv(turned));

// A layer learns such kernels; here it is given five. Emboss is laid onto a gray of 128, the others onto black.
(string Name, float[] Kernel, float Gray)[] filters =
[
    ("blur", [1 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 4 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 1 / 16f], 0),
    ("sharpen", [0, -1, 0, -1, 5, -1, 0, -1, 0], 0),
    ("edges", [-1, -1, -1, -1, 8, -1, -1, -1, -1], 0),
    ("upper edges", [-1, -2, -1, 0, 0, 0, 1, 2, 1], 0),
    ("emboss", [-0.5f, -0.5f, 0, -0.5f, 0, 0.5f, 0, 0.5f, 0.5f], 128),
];
float[] weights = [.. Enumerable.Range(0, 9).SelectMany(place => filters.Select(filter => filter.Kernel[place]))];
var layer = new Conv2D(filters.Length, 3) { Padding = Padding.Same };
layer.EnsureBuilt([1, 28, 28, 1]);
layer.SetWeights([Tensor.Create(weights, [3, 3, 1, filters.Length]), Tensor.Create<float>([.. filters.Select(filter => filter.Gray)], [filters.Length])]);

var (_, (images, _)) = Mnist.Load();
float[] pixels = [.. Enumerable.Range(0, 28 * 28).Select(i => (float)images[1, i / 28, i % 28])];
KerasTensor digit = Ops.Constant(Tensor.Create(pixels, [1, 28, 28, 1]));
// Each filter's map as an image of its own, the digit before them.
Tensor<float> pictures = Ops.Concatenate([digit, layer.Apply(digit).Transpose(3, 1, 2, 0)], axis: 0).Evaluate();

string file = args is [var name, ..] ? name : "filters.svg";
var chart = new ImageChart(pictures) { Captions = ["digit", .. filters.Select(filter => filter.Name)], Range = (0, 255), Columns = 6, Title = "Filters of 3 × 3" };
chart.SaveSvg(file);
chart.SavePng(Path.ChangeExtension(file, ".png"));
Console.WriteLine($"Saved {file}.");

static void Print(string mode, KerasTensor y)
{
    Tensor<float> rows = y.Evaluate();
    Console.WriteLine(mode);
    for (int row = 0; row < rows.Lengths[1]; row++)
        Console.WriteLine(string.Concat(Enumerable.Range(0, (int)rows.Lengths[2]).Select(column => $"{rows[0, row, column, 0],6}")));
}
