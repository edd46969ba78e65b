using Keratin.Applications;
using Keratin.Models;

namespace Keratin.Tests.Applications;

public class ParameterCountTests
{
    // Published: LeNet-5 by its paper (60,000 with its sparser C3), AlexNet in one tower, VGG and ResNet-50 to -152 by Keras, ResNet-18, -34 and -20
    // (trained) by PyTorch's models, GoogLeNet as derived below.
    [Theory]
    [InlineData("lenet5", 61_706, 61_706)]
    [InlineData("alexnet", 62_378_344, 62_378_344)]
    [InlineData("vgg16", 138_357_544, 138_357_544)]
    [InlineData("vgg19", 143_667_240, 143_667_240)]
    [InlineData("googlenet", 6_998_552, 6_998_552)]
    [InlineData("resnet18", 11_699_112, 11_689_512)]
    [InlineData("resnet34", 21_814_696, 21_797_672)]
    [InlineData("resnet50", 25_636_712, 25_583_592)]
    [InlineData("resnet101", 44_707_176, 44_601_832)]
    [InlineData("resnet152", 60_419_944, 60_268_520)]
    [InlineData("resnet20", 271_098, 269_722)]
    public void Networks_have_the_published_number_of_parameters(string name, long all, long trained)
    {
        Model model = SampleNetworks.Named(name);
        Assert.Equal(name, model.Name);
        Assert.Equal(all, model.CountParams());
        Assert.Equal(trained, model.TrainableWeights.Sum(weight => weight.Shape.Elements));
        Assert.Equal(name is "lenet5" or "resnet20" ? [Shape.Unknown, 10] : [Shape.Unknown, 1000], model.OutputShape);
    }

    // Keras documents these for include_top=False.
    [Theory]
    [InlineData("vgg16", 14_714_688, 512)]
    [InlineData("vgg19", 20_024_384, 512)]
    [InlineData("resnet50", 23_587_712, 2048)]
    public void Without_its_top_a_network_has_the_published_number_too(string name, long parameters, int channels)
    {
        Model model = SampleNetworks.Unfilled(() => name switch
        {
            "vgg16" => Networks.VGG16(includeTop: false),
            "vgg19" => Networks.VGG19(includeTop: false),
            _ => Networks.ResNet50(includeTop: false),
        });
        Assert.Equal(parameters, model.CountParams());
        Assert.Equal([Shape.Unknown, 7, 7, channels], model.OutputShape);
    }

    // A module that sees c channels: six convolutions, each with k · k · channels + 1 numbers for a filter.
    [Fact]
    public void GoogLeNets_number_is_the_sum_of_the_papers_table()
    {
        (int Seen, int[] Filters)[] modules =
        [
            (192, [64, 96, 128, 16, 32, 32]), (256, [128, 128, 192, 32, 96, 64]), (480, [192, 96, 208, 16, 48, 64]), (512, [160, 112, 224, 24, 64, 64]),
            (512, [128, 128, 256, 24, 64, 64]), (512, [112, 144, 288, 32, 64, 64]), (528, [256, 160, 320, 32, 128, 128]),
            (832, [256, 160, 320, 32, 128, 128]), (832, [384, 192, 384, 48, 128, 128]),
        ];
        long sum = ((49 * 3 + 1) * 64) + ((64 + 1) * 64) + ((9 * 64 + 1) * 192) + ((1024 + 1) * 1000);
        foreach (var (seen, f) in modules)
            sum += (seen + 1) * (f[0] + f[1] + f[3] + f[5]) + (9 * f[1] + 1) * f[2] + (25 * f[3] + 1) * f[4];
        Assert.Equal(6_998_552, sum);
    }

    // Conv 1 × 1 to 128, then (4 · 4 · 128 + 1) · 1024 and 1,025 · 1,000.
    [Fact]
    public void Auxiliary_classifiers_add_theirs()
    {
        Model model = SampleNetworks.Unfilled(() => Networks.GoogLeNet(auxiliary: true));
        Assert.Equal(6_998_552 + (3_123_176 + 513 * 128) + (3_123_176 + 529 * 128), model.CountParams());
        Assert.Equal(3, model.OutputCount);
    }
}
