using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Bench;

/// <summary>Residual networks: He, Zhang, Ren, Sun, "Deep residual learning for image recognition", 2015.</summary>
internal static class ResidualNetworks
{
    /// <summary>For MNIST's images: three stages of three blocks with 16, 32 and 64 filters.</summary>
    public static Model ResNet20()
    {
        KerasTensor input = new Input(28, 28, 1);
        KerasTensor x = Relu(Convolution(new Rescaling(1f / 255).Apply(input), 16, 3));
        foreach (int filters in new[] { 16, 32, 64 })
        {
            for (int block = 0; block < 3; block++)
                x = Block(x, filters, block == 0 && filters > 16 ? 2 : 1);
        }
        return new Model(input, new Dense(Programs.Classes, "softmax").Apply(new GlobalAveragePooling2D().Apply(x)), "resnet20");
    }

    private static KerasTensor Block(KerasTensor x, int filters, int stride)
    {
        KerasTensor y = Convolution(Relu(Convolution(x, filters, 3, stride)), filters, 3);
        return Relu(new Add().Apply(y, Shortcut(x, filters, stride)));
    }

    private static KerasTensor Shortcut(KerasTensor x, int filters, int stride) =>
        stride == 1 && x.Shape[^1] == filters ? x : Convolution(x, filters, 1, stride);

    private static KerasTensor Convolution(KerasTensor x, int filters, int size, int stride = 1)
    {
        var convolution = new Conv2D(filters, size) { Strides = stride, Padding = Padding.Same, UseBias = false };
        return new BatchNormalization().Apply(convolution.Apply(x));
    }

    private static KerasTensor Relu(KerasTensor x) => new ReLU().Apply(x);
}
