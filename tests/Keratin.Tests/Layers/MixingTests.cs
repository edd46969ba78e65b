using Keratin.Data;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

public class MixingTests
{
    private const int Count = 16, Height = 12, Width = 10;

    [Fact]
    public void Mixes_each_image_with_another_and_the_labels_in_the_same_shares()
    {
        // Image i is i everywhere, and its label is one-hot: the shares in a mixed label say what the pixels must be.
        var (images, labels) = Run(new MixUp(1) { Seed = 1 });
        Assert.Equal(Count, Partners(labels).Distinct().Count());
        Assert.True(Partners(labels).Where((partner, i) => partner != i).Count() > Count / 2);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(1, labels[i].Sum(), 5);
            float expected = labels[i].Select((share, k) => share * k).Sum();
            Assert.All(images[i], pixel => Assert.Equal(expected, pixel, 1e-4f));
        }
        Assert.True(labels.Select(label => label.Max()).Distinct().Count() > Count / 2);
    }

    [Fact]
    public void Cuts_a_rectangle_out_of_another_image_and_labels_by_its_area()
    {
        var (images, labels) = Run(new CutMix((1, 1)) { Seed = 3 });
        int[] partners = Partners(labels);
        Assert.Equal(Count, partners.Distinct().Count());
        int parts = 0;
        for (int i = 0; i < Count; i++)
        {
            if (partners[i] == i)
                continue;
            int[] others = [.. Enumerable.Range(0, images[i].Length).Where(at => images[i][at] == partners[i])];
            Assert.Equal(images[i].Length, others.Length + images[i].Count(pixel => pixel == i));
            int[] rows = [.. others.Select(at => at / Width).Distinct()], columns = [.. others.Select(at => at % Width).Distinct()];
            Assert.Equal(others.Length, rows.Length * columns.Length);
            Assert.Equal(rows.Length, rows.Length == 0 ? 0 : rows[^1] - rows[0] + 1);
            // The label's share of the other is the square of the side, as a part of the image's; pixels whose middle is inside count.
            float side = MathF.Sqrt(labels[i][partners[i]]);
            Assert.InRange(rows.Length, (side * Height) - 1, (side * Height) + 1);
            Assert.InRange(columns.Length, (side * Width) - 1, (side * Width) + 1);
            parts += others.Length > 0 && others.Length < images[i].Length ? 1 : 0;
        }
        Assert.True(parts > 3);
    }

    // Alpha near 0 gives shares of 0 or 1, and no NaN.
    [Fact]
    public void A_factor_of_0_takes_whole_images()
    {
        var (images, labels) = Run(new CutMix(0) { Seed = 1 });
        Assert.All(images, image => Assert.Single(image.Distinct()));
        Assert.All(labels, label => Assert.Equal([0f, 1], label.Distinct().Order()));
        Assert.Equal(images.Select(image => image[0]), labels.Select(label => (float)Array.IndexOf(label, 1)));
    }

    [Fact]
    public void Channels_may_come_first_and_labels_be_left_out()
    {
        // Two images of one row, 0 0 and 1 1, in two channels each: what is mixed is mixed in both.
        Tensor<float> images = Numbers.Of([2, 2, 1, 2], [0, 0, 5, 5, 1, 1, 6, 6]);
        foreach (MixingLayer layer in (MixingLayer[])[new MixUp(1) { Seed = 1, DataFormat = DataFormat.ChannelsFirst }, new CutMix { Seed = 1, DataFormat = DataFormat.ChannelsFirst }])
        {
            for (int step = 0; step < 5; step++)
            {
                float[] y = Preprocessing.Train(layer, images);
                Assert.All([0, 1, 4, 5], i => Assert.Equal(y[i] + 5, y[i + 2], 1e-5f));
            }
        }
    }

    [Fact]
    public void Outside_of_training_both_stay_and_the_seed_decides_all()
    {
        Tensor<float> x = Numbers.Wave([3, 4, 4, 1]), y = Numbers.Wave([3, 2]);
        var function = new TracedFunction(inputs => new CutMix().ApplyAll(inputs));
        Assert.Equal([x.ToArray(), y.ToArray()], function.Call(x, y).Select(result => result.ToArray()));
        Assert.Equal(Run(new CutMix { Seed = 5 }).Images, Run(new CutMix { Seed = 5 }).Images);
        Assert.NotEqual(Run(new CutMix { Seed = 5 }).Images, Run(new CutMix { Seed = 6 }).Images);
    }

    [Fact]
    public void Labels_that_are_numbers_are_refused()
    {
        var error = Assert.Throws<ShapeException>(() => new MixUp { Name = "mix" }.ApplyAll(Ops.Input([Shape.Unknown, 4, 4, 1]), Ops.Input([Shape.Unknown])));
        Assert.Equal(
            """
            MixUp 'mix': the shapes do not fit.
              expected: labels (batch, classes)
              got:      (None,)
              hint:     a mixed image has shares of several classes: Utils.ToCategorical(labels) makes shares of numbers
            """, error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixUp(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CutMix(1.5f));
    }

    [Fact]
    public void Configurations_are_those_of_Keras()
    {
        Assert.Equal("""{"data_format":"channels_last","seed":7,"alpha":0.2}""", Preprocessing.Config(new MixUp { Seed = 7 }));
        Assert.Equal("""{"data_format":"channels_last","seed":null,"factor":[0,1]}""", Preprocessing.Config(new CutMix()));
    }

    // Mean ½, variance 1 / (4 (2α + 1)); a thousandth more or less with so many numbers.
    [Theory]
    [InlineData(0.2f)]
    [InlineData(1)]
    [InlineData(3)]
    public void Shares_are_of_the_beta_distribution(float alpha)
    {
        float[] shares = Draw(random => GammaNumbers.Beta(random, [100_000], Ops.Constant(alpha)));
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(0.5, shares.Average(), 0.004);
        Assert.Equal(1 / (4 * ((2 * alpha) + 1)), shares.Average(share => (share - 0.5f) * (share - 0.5f)), 0.002f);
    }

    [Fact]
    public void Gamma_numbers_have_the_mean_and_variance_alpha_and_Dirichlet_s_add_up_to_1()
    {
        float[] numbers = Draw(random => GammaNumbers.Log(random, [100_000], Ops.Constant(2.5f)).Exp());
        Assert.Equal(2.5f, numbers.Average(), 0.03f);
        Assert.Equal(2.5f, numbers.Average(number => (number - 2.5f) * (number - 2.5f)), 0.1f);
        float[] weights = Draw(random => GammaNumbers.Dirichlet(random, 5, 0.5f));
        Assert.Equal(1, weights.Sum(), 5);
        Assert.Equal(5, weights.Distinct().Count());
        Assert.Equal([0f, 1], Draw(random => GammaNumbers.Beta(random, [50], Ops.Constant(1e-6f))).Distinct().Order());
    }

    [Fact]
    public void Batches_go_through_layers_with_their_targets()
    {
        Tensor<float> x = Constants(), y = OneHot();
        Batch[] mixed = [.. Batch.Split(x, y, 8).Augment(new MixUp(1) { Seed = 2 })];
        Assert.Equal([8, 8], mixed.Select(batch => batch.Count));
        float[] images = Read(mixed[0].X[0]), labels = Read(mixed[0].Y[0]);
        for (int i = 0; i < 8; i++)
            Assert.Equal(Enumerable.Range(0, Count).Sum(k => labels[(i * Count) + k] * k), images[i * Height * Width], 1e-4f);
        // A layer of images alone leaves targets of any shape; batches of several inputs are not for it.
        Batch turned = Assert.Single(Batch.Split(x, new float[Count], Count).Augment(new RandomInvert((1, 1)) { ValueRange = (0, 1) }));
        Assert.Equal(-14, Read(turned.X[0])[^1]);
        Assert.Equal(Count, turned.Y[0].Count);
        Assert.Throws<ArgumentException>(() => new[] { new Batch([x, x], []) }.Augment(new MixUp()).ToArray());
    }

    [Fact]
    public void A_model_learns_from_mixed_batches_and_in_a_step_of_its_own()
    {
        var model = new Sequential { new Input(Height, Width, 1), new Rescaling(1f / Count), new Flatten(), new Dense(Count, "softmax") };
        model.Compile("adam", "categorical_crossentropy");
        float[] losses = [.. model.Fit(Batch.Split(Constants(), OneHot(), 8).Augment(new CutMix { Seed = 1 }), epochs: 3, verbose: 0)["loss"]];
        Assert.All(losses, loss => Assert.True(float.IsFinite(loss)));

        var own = new Mixed();
        own.Compile("adam", "categorical_crossentropy");
        Assert.True(float.IsFinite(own.Fit(Constants(), OneHot(), epochs: 1, verbose: 0)["loss"][0]));
    }

    private static float[] Draw(Func<SeedGenerator, KerasTensor> numbers) =>
        new TracedFunction(_ => [numbers(new SeedGenerator(11))]).Call(Numbers.Of([1], 0))[0].ToArray();

    private static (float[][] Images, float[][] Labels) Run(Layer layer)
    {
        IReadOnlyList<Tensor<float>> results = new TracedFunction(inputs => layer.ApplyAll(inputs), training: true).Call(Constants(), OneHot());
        return ([.. results[0].ToArray().Chunk(Height * Width)], [.. results[1].ToArray().Chunk(Count)]);
    }

    // Whose share a label holds besides its own.
    private static int[] Partners(float[][] labels) =>
        [.. labels.Select((label, i) => Array.FindIndex([.. label.Select((share, k) => (share, k))], entry => entry.share > 0 && entry.k != i) is >= 0 and var k ? k : i)];

    private static Tensor<float> Constants() => Numbers.Of([Count, Height, Width, 1], [.. Enumerable.Range(0, Count * Height * Width).Select(i => (float)(i / (Height * Width)))]);

    private static Tensor<float> OneHot() => Numbers.Of([Count, Count], [.. Enumerable.Range(0, Count * Count).Select(i => i / Count == i % Count ? 1f : 0)]);

    private static float[] Read(Samples samples)
    {
        float[] numbers = new float[samples.Shape.Elements];
        samples.Copy(0, samples.Count, numbers);
        return numbers;
    }

    private sealed class Mixed : Model
    {
        private readonly MixUp _mix = new();
        private readonly Sequential _layers = [new Input(Height, Width, 1), new Flatten(), new Dense(Count, "softmax")];

        protected override KerasTensor Call(KerasTensor x, bool training) => _layers.Apply(x);

        protected internal override void TrainStep(StepData data)
        {
            IReadOnlyList<KerasTensor> mixed = _mix.ApplyAll(data.X[0], data.Y[0]);
            base.TrainStep(data.With([mixed[0]], [mixed[1]]));
        }
    }
}
