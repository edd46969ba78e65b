#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// A layer, a loss, a metric and a training step of one's own. Gradients follow from the formulas.
// Run: dotnet run -c Release examples/custom-layer.cs [EPOCHS]
using System.Globalization;
using Keratin;
using Keratin.Datasets;
using Keratin.Graph.Transforms;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Optimizers;

Utils.SetRandomSeed(1);
int epochs = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 5;
var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();

var model = new Classifier { Noise = 0.1f };
model.Compile(new Adam(1e-3f), new SquaredMargin(), ["accuracy", new Confidence()]);
model.Fit(xTrain, Utils.ToCategorical(yTrain), batchSize: 64, epochs: epochs);
var result = model.Evaluate(xTest, Utils.ToCategorical(yTest), verbose: 0);
Console.WriteLine($"{result}; test accuracy {result["accuracy"]:P2}");

/// <summary>The largest of several linear functions for each unit (Goodfellow et al. 2013, Maxout networks).</summary>
internal sealed class Maxout(int units, int pieces) : Layer
{
    private Variable? _kernel, _bias;

    protected override void Build(Shape input)
    {
        _kernel = AddWeight("kernel", [input[^1], units * pieces], "glorot_uniform");
        _bias = AddWeight("bias", [units * pieces]);
    }

    protected override KerasTensor Call(KerasTensor x, bool training) =>
        (x.MatMul(_kernel!) + _bias!).Reshape([Shape.Unknown, units, pieces]).Max([-1]);
}

/// <summary>The squared hinge of ten scores, of which one is to be above 1 and the others below -1.</summary>
internal sealed class SquaredMargin : Loss
{
    public override string Name => "squared_margin";

    public override KerasTensor Call(KerasTensor target, KerasTensor output) =>
        (1 - (((target * 2) - 1) * output)).Maximum(Ops.Constant(0)).Square().Mean([-1]);
}

/// <summary>By how much the right score lies above 0, on average.</summary>
internal sealed class Confidence() : Mean("confidence")
{
    protected override KerasTensor Values(KerasTensor target, KerasTensor output) => (target * output).Sum([-1]);
}

/// <summary>Trains on each image and, besides, asks for the same scores when it is a little brighter.</summary>
internal sealed class Classifier : Model
{
    private readonly Sequential _layers = new() { new Input(28, 28), new Rescaling(1f / 255), new Flatten(), new Maxout(64, 4), new Dense(10) };

    public float Noise { get; init; }

    protected override KerasTensor Call(KerasTensor x, bool training) => _layers.Apply(x);

    protected override void TrainStep(StepData data)
    {
        KerasTensor scores = Apply(data.X[0]), brighter = Apply(data.X[0] * (1 + Noise));
        KerasTensor loss = ComputeLoss(data, [scores]) + ((brighter - scores).Square().Mean() * 0.1f);
        ComputeMetrics(data, [scores]);
        Optimizer!.Apply(Gradients.Of(loss, TrainableWeights), TrainableWeights);
    }
}
