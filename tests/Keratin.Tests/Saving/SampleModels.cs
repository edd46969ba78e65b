using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Tests.Saving;

/// <summary>Models of every build, and numbers for them.</summary>
internal static class SampleModels
{
    public static readonly IReadOnlyDictionary<string, Func<Model>> All = new Dictionary<string, Func<Model>>
    {
        ["sequential"] = Sequential,
        ["sequential without input"] = WithoutInput,
        ["functional"] = Functional,
        ["nested"] = Nested,
        ["shared"] = Shared,
        ["operations"] = Operations,
        ["two inputs and outputs"] = MultiIo,
        ["one layer in two models"] = InTwoModels,
    };

    public static Sequential Sequential() => new(
    [
        new Input(6, 6, 1), new Conv2D(3, 3, "relu") { Padding = Padding.Same, KernelRegularizer = "l2" }, new MaxPooling2D(2),
        new BatchNormalization(), new Flatten(), new Dense(3, "softmax"),
    ]);

    public static Model Functional()
    {
        KerasTensor x = new Input(4);
        KerasTensor left = new Dense(3, "tanh").Apply(x), right = new Dense(3, "relu").Apply(x);
        return new(x, new Dense(2, "softmax").Apply(new Concatenate().Apply(new Add().Apply(left, right), right)));
    }

    public static Model Nested()
    {
        KerasTensor inner = new Input(3);
        var functional = new Model(inner, new Dense(3, "relu").Apply(new BatchNormalization().Apply(inner)));
        var sequential = new Sequential([new Input(4), new Dense(3, "tanh"), functional]);
        KerasTensor x = new Input(4);
        return new(x, new Dense(2).Apply(functional.Apply(sequential.Apply(x))));
    }

    public static Model Shared()
    {
        KerasTensor x = new Input(4), y = new Input(4);
        var shared = new Dense(4, "tanh");
        KerasTensor second = shared.Apply(y), first = shared.Apply(x);
        return new([x, y], [new Dense(2).Apply(new Concatenate().Apply(first, shared.Apply(second)))]);
    }

    public static Model Operations()
    {
        KerasTensor x = new Input(4);
        KerasTensor y = (1 - new Dense(4).Apply(x)).Relu() * 0.5f + x;
        KerasTensor table = Ops.Constant(new float[] { 1, 2, 3, 4 }.ToTensor([4]));
        return new(x, ((y / (table + 3)).Softmax() + y.Exp().Sum([-1], keepDims: true)).Reshape([Shape.Unknown, 2, 2]).Transpose(0, 2, 1));
    }

    public static Model MultiIo()
    {
        KerasTensor a = new Input(4), b = new Input(3);
        KerasTensor both = new Concatenate().Apply(new Dense(5).Apply(a), b);
        return new([b, a], [new Dense(1).Apply(both), new Dense(2, "softmax").Apply(both), both]);
    }

    public static Sequential WithoutInput()
    {
        Sequential model = new([new Dense(3, "relu"), new Dense(2)]);
        model.Build([Shape.Unknown, 4]);
        return model;
    }

    public static Model InTwoModels()
    {
        var shared = new Dense(4, "tanh");
        var left = new Sequential([new Input(4), shared, new Dense(4)]);
        var right = new Sequential([new Input(4), new Dense(4), shared]);
        KerasTensor x = new Input(4);
        return new(x, new Add().Apply(left.Apply(x), right.Apply(x)));
    }

    // The same on every run; as many rows as are wanted, for each input.
    public static Keratin.Data.Samples[] Inputs(Model model, int rows, int seed = 1)
    {
        var random = new Random(seed);
        return [.. model.InputShapes.Select(shape => (Keratin.Data.Samples)Numbers(shape.With(0, rows), random))];
    }

    public static Tensor<float> Numbers(Shape shape, Random random) =>
        Enumerable.Range(0, (int)shape.Elements).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray().ToTensor(shape);

    // Gives weights, moving averages too, values that no initializer would.
    public static void Disturb(Model model, int seed = 2)
    {
        var random = new Random(seed);
        foreach (Variable weight in model.Weights)
        {
            foreach (ref float number in weight.Span)
                number = (float)(random.NextDouble() + 0.1);
        }
    }

    public static uint[][] Bits(IEnumerable<Tensor<float>> tensors) =>
        [.. tensors.Select(tensor => tensor.ToArray().Select(BitConverter.SingleToUInt32Bits).ToArray())];

    public static uint[][] Bits(IEnumerable<Variable> variables) =>
        [.. variables.Select(variable => variable.Span.ToArray().Select(BitConverter.SingleToUInt32Bits).ToArray())];

    public static uint[][] Predicted(Model model) => Bits(model.PredictAll(Inputs(model, 5)));

    public static byte[] Saved(Model model)
    {
        using var stream = new MemoryStream();
        Keratin.Saving.ModelSaving.Save(model, stream, new FixedTime());
        return stream.ToArray();
    }

    public static Model Loaded(
        byte[] file, Action<string>? onWarning = null, Dictionary<string, Func<System.Text.Json.Nodes.JsonObject, Layer>>? customObjects = null) =>
        Keratin.Saving.Models.Load(new MemoryStream(file), customObjects, onWarning: onWarning);

    public static Optimizer[] Optimizers() =>
    [
        new SGD(0.05f), new SGD(0.05f, 0.9f, true) { WeightDecay = 0.01f }, new RMSprop(0.01f, momentum: 0.9f, centered: true), new Adam(0.01f),
        new Adam(0.01f, amsgrad: true) { UseEma = true, ClipNorm = 1 },
    ];
}
