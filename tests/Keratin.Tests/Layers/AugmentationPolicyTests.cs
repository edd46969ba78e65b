using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

public class AugmentationPolicyTests
{
    private static readonly Tensor<float> s_image = Numbers.Of([1, 4, 4, 3], [.. Enumerable.Range(0, 48).Select(i => 20f + (i * 37 % 200))]);

    [Fact]
    public void One_of_eleven_changes_is_drawn_each_step()
    {
        // Without strength each of them makes always the same of an image; some of them nothing.
        Layer[] changes =
        [
            new RandomShear(0, 0), new RandomTranslation(0, 0), new RandomRotation(0), new RandomPosterization(1), new Solarization(), new AutoContrast(),
            new Equalization(), new RandomBrightness(0), new RandomColorDegeneration(0), new RandomContrast(0), new RandomSharpness(0),
        ];
        float[][] made = [.. changes.Select(change => Preprocessing.Train(change, s_image))];
        var layer = new RandAugment(0) { NumOps = 1, Seed = 4 };
        var step = new TracedFunction(inputs => layer.ApplyAll(inputs), training: true);
        int[] times = new int[made.Length];
        for (int i = 0; i < 440; i++)
        {
            float[] y = step.Call(s_image)[0].ToArray();
            times[Array.FindIndex(made, pixels => pixels.Zip(y, (a, b) => MathF.Abs(a - b)).Max() < 0.01f)]++;
        }
        // 40 times each, standard deviation 6; those that make the same are counted together, at the first.
        int[] alike = [.. made.Select((pixels, i) => Array.FindIndex(made, other => other.SequenceEqual(pixels)) == i ? made.Count(other => other.SequenceEqual(pixels)) : 0)];
        Assert.True(alike.Count(count => count > 0) >= 5);
        Assert.All(times.Zip(alike), pair => Assert.InRange(pair.First, (40 * pair.Second) - 30, (40 * pair.Second) + 30));
    }

    [Fact]
    public void Several_follow_one_another_and_none_leaves_the_image()
    {
        Assert.Equal(s_image.ToArray(), Preprocessing.Train(new RandAugment { NumOps = 0 }, s_image));
        Assert.NotEqual(s_image.ToArray(), Preprocessing.Train(new RandAugment { NumOps = 11, Seed = 1 }, s_image));
        Assert.Equal(s_image.ToArray(), new RandAugment().Predict(s_image).ToArray());
        Assert.Equal(Preprocessing.Train(new RandAugment { Seed = 3 }, s_image), Preprocessing.Train(new RandAugment { Seed = 3 }, s_image));
    }

    [Fact]
    public void Chains_without_changes_add_up_to_the_image()
    {
        float[] y = Preprocessing.Train(new AugMix { ChainDepth = 0, NumChains = 4 }, s_image);
        Assert.All(y.Zip(s_image.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-3f));
        Assert.Equal(s_image.ToArray(), new AugMix().Predict(s_image).ToArray());
    }

    [Fact]
    public void Chains_change_images_within_the_value_range_anew_each_step()
    {
        var layer = new AugMix { NumChains = 11, Seed = 1 };
        float[] first = Preprocessing.Train(layer, s_image), second = Preprocessing.Train(layer, s_image);
        Assert.NotEqual(s_image.ToArray(), first);
        Assert.NotEqual(first, second);
        Assert.All(first, pixel => Assert.InRange(pixel, 0, 255));
        Assert.Equal(first, Preprocessing.Train(new AugMix { NumChains = 11, Seed = 1 }, s_image));
    }

    // But for equalization, one of twelve and of eleven: it counts the values of the whole batch.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_image_does_not_depend_on_those_behind_it(bool mixes)
    {
        Tensor<float> more = Numbers.Of([2, 4, 4, 3], [.. s_image.ToArray(), .. s_image.ToArray().Select(pixel => 255 - pixel)]);
        int independent = Enumerable.Range(1, 24).Count(seed =>
            Preprocessing.Train(Make(seed), s_image).AsSpan().SequenceEqual(Preprocessing.Train(Make(seed), more).AsSpan(0, 48)));
        Assert.InRange(independent, 18, 24);

        Layer Make(int seed) => mixes ? new AugMix { NumChains = 1, ChainDepth = 1, Seed = seed } : new RandAugment { NumOps = 1, Seed = seed };
    }

    [Fact]
    public void Configurations_are_those_of_Keras()
    {
        Assert.Equal(
            """{"data_format":"channels_last","seed":null,"value_range":[0,255],"num_ops":2,"factor":[0,0.5],"interpolation":"bilinear"}""",
            Preprocessing.Config(new RandAugment()));
        Assert.Equal(
            """{"data_format":"channels_last","seed":1,"value_range":[0,1],"num_chains":3,"chain_depth":3,"factor":[0,0.3],"alpha":1,"all_ops":true,"interpolation":"nearest"}""",
            Preprocessing.Config(new AugMix { Seed = 1, ValueRange = (0, 1), Interpolation = Interpolation.Nearest }));
    }
}
