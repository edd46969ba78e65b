#!/usr/bin/env dotnet
#:project ../src/Keratin/Keratin.csproj
#:project ../src/Keratin.Datasets/Keratin.Datasets.csproj
#:property PublishAot=false

// Two networks against each other: one draws digits from noise, the other tells drawn from real (Radford et al. 2015, DCGAN).
// Run: dotnet run -c Release examples/dcgan.cs [samples.png [EPOCHS [IMAGES]]]
using System.Globalization;
using System.Numerics.Tensors;
using Keratin;
using Keratin.Datasets;
using Keratin.Graph.Transforms;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Visualization;

string file = args is [var name, ..] ? name : "dcgan.png";
int epochs = args is [_, var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 10;
int images = args is [_, _, var most, ..] ? int.Parse(most, CultureInfo.InvariantCulture) : 60_000;
Utils.SetRandomSeed(1);
var ((xTrain, _), _) = Mnist.Load();

var gan = new Gan();
gan.Compile(new Adam(2e-4f, 0.5f), new Adam(2e-4f, 0.5f));
gan.Fit(xTrain.Slice(0..images, 0..28, 0..28), batchSize: 128, epochs: epochs);

// The same noise for every picture: what the drawings became can be compared.
var noise = new Random(1);
float[,] codes = new float[48, Gan.Noise];
for (int i = 0; i < codes.Length; i++)
    codes[i / Gan.Noise, i % Gan.Noise] = MathF.Sqrt(-2 * MathF.Log(1 - noise.NextSingle())) * MathF.Cos(MathF.Tau * noise.NextSingle());
Tensor<float> drawn = gan.Generator.Predict(codes);
new ImageChart(drawn) { Title = $"Drawn from noise after {epochs} epochs", Count = 48, Columns = 12 }.SavePng(file);
Console.WriteLine($"Saved {file}");

internal sealed class Gan : Model
{
    public const int Noise = 64;

    private static readonly BinaryCrossentropy s_real = new() { FromLogits = true, LabelSmoothing = 0.1f }, s_loss = new() { FromLogits = true };
    private readonly SeedGenerator _random = new(1);
    private readonly Mean _generatorLoss, _discriminatorLoss;
    private Optimizer _generatorOptimizer = "adam", _discriminatorOptimizer = "adam";

    public Gan()
    {
        (Generator, Discriminator) = (Track(MakeGenerator()), Track(MakeDiscriminator()));
        (_discriminatorLoss, _generatorLoss) = (TrackMetric(new Mean("d_loss")), TrackMetric(new Mean("g_loss")));
    }

    public Sequential Generator { get; }

    public Sequential Discriminator { get; }

    public void Compile(Optimizer generator, Optimizer discriminator)
    {
        Compile();
        (_generatorOptimizer, _discriminatorOptimizer) = (generator, discriminator);
    }

    protected override void TrainStep(StepData data)
    {
        KerasTensor real = (data.X[0] * (1f / 255)).Reshape([data.BatchSize, 28, 28, 1]);
        KerasTensor drawn = Generator.Apply(_random.Normal([data.BatchSize, Noise]));
        KerasTensor ones = Ops.Constant(1).BroadcastTo([data.BatchSize, 1]), zeros = Ops.Constant(0).BroadcastTo([data.BatchSize, 1]);

        KerasTensor told = s_real.Compute(ones, Discriminator.Apply(real)) + s_loss.Compute(zeros, Discriminator.Apply(drawn));
        _discriminatorOptimizer.Apply(Gradients.Of(told, Discriminator.TrainableWeights), Discriminator.TrainableWeights);

        // Judged by the discriminator that has just learned.
        KerasTensor fooled = s_loss.Compute(ones, Discriminator.Apply(drawn));
        _generatorOptimizer.Apply(Gradients.Of(fooled, Generator.TrainableWeights), Generator.TrainableWeights);
        _discriminatorLoss.Update(told);
        _generatorLoss.Update(fooled);
    }

    private static Sequential MakeGenerator() => new()
    {
        new Input(Noise),
        new Dense(7 * 7 * 64) { UseBias = false },
        new BatchNormalization(),
        new ReLU(),
        new Reshape(7, 7, 64),
        new Conv2DTranspose(32, 4) { Strides = 2, Padding = Padding.Same, UseBias = false },
        new BatchNormalization(),
        new ReLU(),
        new Conv2DTranspose(1, 4, "sigmoid") { Strides = 2, Padding = Padding.Same },
    };

    private static Sequential MakeDiscriminator() => new()
    {
        new Input(28, 28, 1),
        new Conv2D(32, 4) { Strides = 2, Padding = Padding.Same },
        new LeakyReLU(0.2f),
        new Conv2D(64, 4) { Strides = 2, Padding = Padding.Same },
        new LeakyReLU(0.2f),
        new Flatten(),
        new Dropout(0.3f),
        new Dense(1),
    };
}
