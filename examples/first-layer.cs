#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:property PublishAot=false

// One dense layer, untrained, on one fake digit.   Run: dotnet run examples/first-layer.cs
using Keratin;
using Keratin.Layers;
using Keratin.Models;
using System.Numerics.Tensors;

Utils.SetRandomSeed(1);
float[,] digit = new float[1, 784];
for (int pixel = 300; pixel < 320; pixel++)
    digit[0, pixel] = 1;

Tensor<float> scores = new Dense(10).Predict(digit);

for (int n = 0; n < 10; n++)
    Console.WriteLine($"{n}: {scores[0, n],7:F3}");
