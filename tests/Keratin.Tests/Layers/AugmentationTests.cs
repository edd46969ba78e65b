using Keratin.Graph.Transforms;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

// What holds for all layers that change images at random.
[Collection(nameof(Alone))]
public class AugmentationTests
{
    public static TheoryData<string> Titles => [.. LayerSamples.All.Where(sample => sample.Make() is RandomImageLayer).Select(sample => sample.Title)];

    public static TheoryData<string> SingleTitles =>
        [.. LayerSamples.All.Where(sample => sample.Make() is RandomImageLayer and not (MixingLayer or RandAugment or AugMix)).Select(sample => sample.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void Outside_of_training_images_pass(string title)
    {
        var (layer, inputs) = LayerSamples.Make(title);
        if (layer is RandomCrop)
            return;
        Tensor<float> x = Images(inputs[0], 3);
        Assert.Equal(x.ToArray(), Step.Run(layer.Apply, x));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void The_seed_decides_every_pixel_and_each_step_has_its_own(string title)
    {
        float[][] first = Steps(title, seed: 1), again = Steps(title, seed: 1), other = Steps(title, seed: 2);
        Assert.Equal(first, again);
        if (title == "RandomCrop of small images")
            return;
        // Which of two images one is may come out alike once, not eight times.
        Assert.True(first.Distinct(new SameNumbers()).Count() > 1, "All steps are alike.");
        Assert.NotEqual(first, other);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Each_image_of_a_batch_is_changed_in_its_own_way(string title)
    {
        Utils.SetRandomSeed(4);
        var (layer, inputs) = LayerSamples.Make(title);
        // Equal images mixed are what they were; MixingTests looks at different ones.
        if (layer is RandomCrop or MixingLayer)
            return;
        float[] same = Images(inputs[0], 1).ToArray();
        const int Count = 16;
        Tensor<float> batch = Enumerable.Repeat(same, Count).SelectMany(image => image).ToArray().ToTensor([Count, .. inputs[0]]);
        // A layer that draws one of several changes may draw one without random numbers, not eight times.
        bool differ = Enumerable.Range(0, 8).Any(_ => Step.Run(layer.Apply, batch, training: true).Chunk(same.Length).Distinct(new SameNumbers()).Count() > 1);
        Assert.True(differ, "All images are changed alike.");
    }

    // Mixing takes from the others; among what the policies choose from is equalization, which counts the values of the whole batch as in Keras.
    [Theory]
    [MemberData(nameof(SingleTitles))]
    public void An_image_does_not_depend_on_how_many_come_after_it(string title)
    {
        Tensor<float> Run(int count)
        {
            Utils.SetRandomSeed(6);
            var (layer, inputs) = LayerSamples.Make(title);
            Tensor<float> x = Images(inputs[0], 7);
            Tensor<float> part = x.ToArray().AsSpan(0, count * (int)inputs[0].Elements).ToArray().ToTensor([count, .. inputs[0]]);
            return layer.Apply(part, training: true);
        }

        float[] few = Run(3).ToArray(), many = Run(7).ToArray();
        Numbers.SameBits(many.AsSpan(0, few.Length), few);
    }

    [Fact]
    public void Refuses_images_without_channels_and_says_what_to_do()
    {
        var error = Assert.Throws<ShapeException>(() => new RandomRotation(0.1f) { Name = "turn" }.Apply(new Input(28, 28)));
        Assert.Equal(
            """
            RandomRotation 'turn': the shapes do not fit.
              expected: images (batch, height, width, channels), all but the batch known
              got:      (None, 28, 28)
              hint:     give the images an axis of one channel first: new Reshape(28, 28, 1)
            """.ReplaceLineEndings("\n"), error.Message);
    }

    [Fact]
    public void A_pipeline_is_its_layers_one_after_the_other()
    {
        Tensor<float> x = Numbers.Wave([3, 6, 5, 1]);
        Layer[] Parts() => [new RandomRotation(0.2f) { Seed = 1 }, new Rescaling(2, 1), new RandomZoom(0.3f) { Seed = 2 }];
        float[] expected = x.ToArray();
        foreach (Layer part in Parts())
            expected = part.Apply(expected.ToTensor([3, 6, 5, 1]), training: true).ToArray();
        Assert.Equal(expected, new Pipeline(Parts()).Apply(x, training: true).ToArray());
        Assert.Equal([.. x.ToArray().Select(pixel => (pixel * 2) + 1)], new Pipeline(Parts()).Predict(x).ToArray());
        Assert.Throws<ArgumentException>(() => new Pipeline());
    }

    [Fact]
    public void A_pipeline_is_written_as_Keras_writes_it()
    {
        var pipeline = new Pipeline(new RandomFlip(FlipMode.Horizontal) { Name = "flip" }, new Rescaling(2) { Name = "scale" }) { Name = "p" };
        Assert.Equal(["name", "layers"], pipeline.Config.Select(pair => pair.Key));
        Assert.Equal(["RandomFlip", "Rescaling"], pipeline.Config["layers"]!.AsArray().Select(layer => (string)layer!["class_name"]!));
        Assert.Equal(pipeline.Config.ToJsonString(), Preprocessing.Again(pipeline).Config.ToJsonString());
    }

    [Fact]
    public void Training_learns_through_augmentation()
    {
        // A gradient passes through the change of images to a weight before it.
        var scale = new Dense(2) { Name = "before" };
        var model = new Sequential { new Input(4, 4, 2), scale, new RandomRotation(0.1f) { Seed = 1 }, new RandomElasticTransform { ValueRange = (-9, 9) }, new Flatten(), new Dense(1) };
        model.Compile("sgd", "mse");
        float[] before = scale.Weights[0].Span.ToArray();
        model.Fit(Numbers.Wave([8, 4, 4, 2]), Numbers.Wave([8, 1]), verbose: 0);
        Assert.NotEqual(before, scale.Weights[0].Span.ToArray());
        Assert.All(scale.Weights[0].Span.ToArray(), weight => Assert.True(float.IsFinite(weight)));
    }

    // Along one direction through the images: what the gradient says, and what the weighted sum does a little to both sides.
    [Theory]
    [MemberData(nameof(Titles))]
    public void Gradients_to_the_images_are_those_of_finite_differences(string title)
    {
        Shape images = [2, .. LayerSamples.Make(title).Inputs[0]];
        int smooth = 0;
        for (int point = 0; point < 12 && smooth < 2; point++)
        {
            float[] from = Engine.Random(images.Elements, 20 + point, 0.2f, 0.8f), direction = Engine.Random(images.Elements, 40 + point);
            float[][] here = At(0);
            double slope = here[1].Zip(direction, (gradient, by) => (double)gradient * by).Sum(), wide = Difference(1f / 512), narrow = Difference(1f / 1024);
            // Steps of different length disagree where a pixel is cut off or changes its bin.
            if (Math.Abs(wide - narrow) > 0.01 * Math.Max(1, Math.Abs(wide)))
                continue;
            smooth++;
            Assert.Equal(narrow, slope, 0.02 * Math.Max(1, Math.Abs(narrow)));

            double Difference(float step) => ((double)At(step)[0][0] - At(-step)[0][0]) / (2 * step);

            // A layer made anew draws the same numbers again.
            float[][] At(float distance)
            {
                Layer layer = WithSeed(LayerSamples.Make(title).Layer, point);
                return Step.RunAll(
                    x =>
                    {
                        KerasTensor y = layer.Apply(x[0]), loss = (y * Ops.Constant(Numbers.Wave(y.Shape))).Sum();
                        return [loss, Gradients.Of(loss, x[0])[0]];
                    }, [from.Zip(direction, (x, d) => x + (distance * d)).ToArray().ToTensor(images)], training: true);
            }
        }
        Assert.True(smooth > 0 || title == "RandomPosterization", "expected a point where the layer is smooth; found none of twelve.");
    }

    private static float[][] Steps(string title, int seed)
    {
        Utils.SetRandomSeed(seed);
        var (layer, inputs) = LayerSamples.Make(title);
        Layer seeded = WithSeed(layer, seed);
        return [.. Enumerable.Range(0, 8).Select(_ => Step.Run(seeded.Apply, Images(inputs[0], 2), training: true))];
    }

    private static Layer WithSeed(Layer layer, int seed)
    {
        System.Text.Json.Nodes.JsonObject config = layer.Config;
        config["seed"] = seed;
        return LayerTable.FromConfig[layer.ClassName](config);
    }

    // Between 0 and 1, which all value ranges of the samples hold.
    private static Tensor<float> Images(Shape shape, int count) => Engine.Random(count * shape.Elements, 8, 0.1f, 0.9f).ToTensor([count, .. shape]);

    private sealed class SameNumbers : IEqualityComparer<float[]>
    {
        public bool Equals(float[]? x, float[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(float[] numbers) => numbers[0].GetHashCode();
    }
}
