using Keratin.Layers;
using Keratin.Models;
using Keratin.Tests.Models;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Visualization.Diagrams;

/// <summary>Models worth drawing. All layers have names, so that the text does not depend on what was made before.</summary>
internal static class DiagramModels
{
    public static IReadOnlyDictionary<string, Func<Model>> All { get; } = new Dictionary<string, Func<Model>>(SampleModels.All)
    {
        ["lenet"] = LeNet,
        ["residual"] = ResidualBlock,
        ["resnet20"] = () => ResNet(3, [16, 32, 64], isBottleneck: false),
        ["resnet50"] = () => ResNet(4, [8, 16, 32, 64], isBottleneck: true),
        ["siamese"] = Siamese,
        ["deeply nested"] = DeeplyNested,
        ["dense blocks"] = DenseBlocks,
        ["subclassed"] = Subclassed,
    };

    public static Model LeNet() => new Sequential([
        new Input(28, 28, 1) { Name = "image" }, new Conv2D(6, 5, "tanh") { Name = "c1", Padding = Padding.Same }, new AveragePooling2D(2) { Name = "s2" },
        new Conv2D(16, 5, "tanh") { Name = "c3" }, new AveragePooling2D(2) { Name = "s4" }, new Flatten { Name = "flat" },
        new Dense(120, "tanh") { Name = "c5" }, new Dense(84, "tanh") { Name = "f6" }, new Dense(10, "softmax") { Name = "digit" },
    ], "lenet");

    public static Model ResidualBlock()
    {
        KerasTensor x = new Input(32, 32, 16) { Name = "maps" };
        KerasTensor y = new Conv2D(16, 3) { Name = "conv_1", Padding = Padding.Same, UseBias = false }.Apply(x);
        y = new BatchNormalization { Name = "norm_1" }.Apply(y).Relu();
        y = new Conv2D(16, 3) { Name = "conv_2", Padding = Padding.Same, UseBias = false }.Apply(y);
        y = new Add { Name = "add" }.Apply(new BatchNormalization { Name = "norm_2" }.Apply(y), x);
        return new(x, new Activation("relu") { Name = "out" }.Apply(y), "residual_block");
    }

    public static Model Siamese()
    {
        KerasTensor left = new Input(8, 8, 1) { Name = "left" }, right = new Input(8, 8, 1) { Name = "right" };
        var encoder = new Sequential([new Input(8, 8, 1), new Conv2D(4, 3, "relu") { Name = "conv" }, new Flatten { Name = "flat" }], "encoder");
        KerasTensor difference = encoder.Apply(left) - encoder.Apply(right);
        return new([left, right], [new Dense(1, "sigmoid") { Name = "same" }.Apply(difference * difference)], "siamese");
    }

    public static Model Subclassed()
    {
        var model = new SmallNet { Name = "small_net" };
        model.Build([Shape.Unknown, 4]);
        return model;
    }

    // A model in a model in a model, with an edge past all of them.
    private static Model DeeplyNested()
    {
        KerasTensor a = new Input(4), b = new Input(4);
        var inmost = new Model([a, b], [new Dense(4).Apply(new Add().Apply(a, new Dense(4).Apply(b)))]);
        KerasTensor c = new Input(4), d = new Input(4);
        var middle = new Model([c, d], [new Add().Apply(inmost.Apply(c, d), inmost.Apply(d, c), c)]);
        KerasTensor x = new Input(4), y = new Input(4);
        KerasTensor z = middle.Apply(x, y);
        return new([x, y], [new Add().Apply(z, new Dense(4).Apply(z), x), z]);
    }

    // Each layer gets all before it: many long edges, side by side.
    private static Model DenseBlocks()
    {
        KerasTensor x = new Input(6);
        var all = new List<KerasTensor> { x };
        for (int i = 0; i < 8; i++)
            all.Add(new Dense(6).Apply(all.Count == 1 ? x : new Concatenate().Apply(all)));
        return new(x, all[^1]);
    }

    private static Model ResNet(int blocks, int[] stages, bool isBottleneck)
    {
        KerasTensor x = new Input(16, 16, 3), y = new Conv2D(stages[0], 3) { Padding = Padding.Same }.Apply(x);
        foreach (int filters in stages)
        {
            for (int i = 0; i < blocks; i++)
                y = Block(y, filters, i == 0, isBottleneck);
        }
        return new(x, new Dense(10, "softmax").Apply(new GlobalAveragePooling2D().Apply(y)));
    }

    private static KerasTensor Block(KerasTensor x, int filters, bool isFirst, bool isBottleneck)
    {
        int width = isBottleneck ? 4 * filters : filters;
        KerasTensor y = x;
        foreach (var (count, kernel) in isBottleneck ? new[] { (filters, 1), (filters, 3), (width, 1) } : [(filters, 3), (width, 3)])
            y = new BatchNormalization().Apply(new Conv2D(count, kernel, "relu") { Padding = Padding.Same }.Apply(y));
        KerasTensor shortcut = isFirst ? new BatchNormalization().Apply(new Conv2D(width, 1).Apply(x)) : x;
        return new Activation("relu").Apply(new Add().Apply(shortcut, y));
    }
}
