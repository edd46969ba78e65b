using Keratin.Graph;
using static Keratin.Tests.Operations.Given;
using K = Keratin.Ops;

namespace Keratin.Tests.Operations;

/// <summary>The list of samples: one at least for every operation.</summary>
internal static partial class OpSamples
{
    /// <summary>Element-wise functions, each with the range it is tried on. Samples of several shapes are made from each.</summary>
    public static readonly (string Name, Func<KerasTensor[], KerasTensor> Build, Func<Shape, Given>[] Operands)[] Elementwise =
    [
        ("Add", x => x[0] + x[1], [Any, Any]),
        ("Subtract", x => x[0] - x[1], [Any, Any]),
        ("Multiply", x => x[0] * x[1], [Any, Any]),
        ("Divide", x => x[0] / x[1], [Any, AwayFromZero]),
        ("Maximum", x => x[0].Maximum(x[1]), [Any, Any]),
        ("Minimum", x => x[0].Minimum(x[1]), [Any, Any]),
        ("Power", x => x[0].Power(x[1]), [s => Between(0.2f, 3, s), Any]),
        ("Negate", x => -x[0], [Any]),
        ("Absolute", x => x[0].Absolute(), [AwayFromZero]),
        ("Sign", x => x[0].Sign(), [AwayFromZero]),
        ("Floor", x => x[0].Floor(), [Any]),
        ("Ceil", x => x[0].Ceil(), [Any]),
        ("Cos", x => x[0].Cos(), [s => Between(-7, 7, s)]),
        ("Sin", x => x[0].Sin(), [s => Between(-7, 7, s)]),
        ("Exp", x => x[0].Exp(), [s => Between(-8, 4, s)]),
        ("Expm1", x => x[0].Expm1(), [Any]),
        ("Log", x => x[0].Log(), [s => Between(0.01f, 9, s)]),
        ("Log1p", x => x[0].Log1p(), [s => Between(-0.9f, 5, s)]),
        ("Sqrt", x => x[0].Sqrt(), [s => Between(0.01f, 9, s)]),
        ("Tanh", x => x[0].Tanh(), [s => Between(-6, 6, s)]),
        ("Sigmoid", x => x[0].Sigmoid(), [s => Between(-12, 12, s)]),
        ("Relu", x => x[0].Relu(), [AwayFromZero]),
        ("Erf", x => x[0].Erf(), [s => Between(-4.5f, 4.5f, s)]),
        ("Round", x => x[0].Round(), [Any]),
        ("Mod", x => x[0].Mod(x[1]), [Any, AwayFromZero]),
        ("Arctan", x => x[0].Arctan(), [s => Between(-20, 20, s)]),
        ("Greater", x => x[0].Greater(x[1]), [Any, Any]),
        ("GreaterEqual", x => x[0].GreaterEqual(x[1]), [s => Whole(3, s), s => Whole(3, s)]),
        ("Equal", x => x[0].Equal(x[1]), [s => Whole(3, s), s => Whole(3, s)]),
        ("Where", x => x[0].Where(x[1], x[2]), [s => Whole(2, s), Any, Any]),
        ("Square", x => x[0].Square(), [Any]),
        ("Clip", x => x[0].Clip(-0.5f, 1), [Any]),
        ("Chain", x => (x[0] * 2 + 1).Tanh() * x[0] - x[0].Exp(), [Any]),
    ];

    /// <summary>All but convolutions.</summary>
    public static readonly OpSample[] All =
    [
        .. Elementwise.Select(op => new OpSample(op.Name, op.Build, [.. op.Operands.Select(given => given([3, 5]))])),
        .. Elementwise.Where(op => op.Operands.Length == 2)
            .Select(op => new OpSample($"{op.Name}, repeated", op.Build, op.Operands[0]([4, 1, 3]), op.Operands[1]([2, 1]))),

        new("BroadcastTo", x => x[0].BroadcastTo([4, 3, 5]), Any([3, 1])),
        new("BroadcastTo from a number", x => x[0].BroadcastTo([4, 3]), Any([])),
        new("Two results of one chain", x => TwoResults(x[0], x[1]), Any([3, 4]), Any([3, 4])) { Tolerance = 1e-5 },

        new("MatMul", x => x[0].MatMul(x[1]), Any([5, 7]), Any([7, 9])) { Tolerance = 1e-5 },
        new("MatMul xᵀ", x => x[0].MatMul(true, x[1], false), Any([7, 5]), Any([7, 9])) { Tolerance = 1e-5 },
        new("MatMul yᵀ", x => x[0].MatMul(false, x[1], true), Any([5, 7]), Any([9, 7])) { Tolerance = 1e-5 },
        new("MatMul xᵀ yᵀ", x => x[0].MatMul(true, x[1], true), Any([7, 5]), Any([9, 7])) { Tolerance = 1e-5 },
        new("MatMul, bias, ReLU", x => (x[0].MatMul(x[1]) + x[2]).Relu(), Any([20, 30]), Any([30, 17]), Any([17])) { Tolerance = 1e-5 },

        new("Sum", x => x[0].Sum(), Any([4, 5, 6])) { Tolerance = 1e-5 },
        new("Sum of rows", x => x[0].Sum([-1], keepDims: true), Any([4, 5, 6])) { Tolerance = 1e-5 },
        new("Sum of columns", x => x[0].Sum([0]), Any([4, 5, 6])) { Tolerance = 1e-5 },
        new("Sum of outer and inner", x => x[0].Sum([0, 2]), Any([4, 5, 6])) { Tolerance = 1e-5 },
        new("Sum of outer and inner, kept", x => x[0].Sum([0, 2], keepDims: true), Any([4, 5, 6])) { Tolerance = 1e-5 },
        new("Mean", x => x[0].Mean([1, 2]), Any([4, 5, 6])) { Tolerance = 1e-5 },
        new("Max", x => x[0].Max(), Distinct([3, 4, 5])),
        new("Max of columns", x => x[0].Max([0]), Distinct([3, 4, 5])),
        new("Max of outer and inner", x => x[0].Max([0, 2], keepDims: true), Distinct([3, 4, 5])),
        new("ArgMax", x => x[0].ArgMax(), Distinct([6, 10])),
        new("ArgMax of columns", x => x[0].ArgMax(0), Distinct([6, 10])),

        new("OneHot", x => x[0].OneHot(4), Whole(6, [3, 5])),
        new("Transpose", x => x[0].Transpose(), Any([3, 5])),
        new("Transpose of four axes", x => x[0].Transpose(2, 0, 3, 1), Any([2, 3, 4, 5])),
        new("Transpose, the last axis stays", x => x[0].Transpose(1, 0, 2), Any([2, 3, 4])),
        new("Reshape", x => x[0].Reshape([4, -1]) * 2, Any([2, 3, 2])),
        new("Concatenate", x => K.Concatenate([x[0], x[1], x[0]], 1), Any([2, 3, 4]), Any([2, 1, 4])),
        new("Concatenate rows", x => K.Concatenate([x[0], x[1]], 0), Any([2, 3]), Any([5, 3])),
        new("Slice", x => x[0].Slice(1, 2, 3), Any([2, 7, 3])),
        new("Slice of the last axis", x => x[0].Slice(-1, 1, 1), Any([4, 3])),
        new("Pad", x => x[0].Pad(1, 2, 1), Any([2, 3, 4])),

        new("MaxPool2D", x => x[0].MaxPool2D(2), Distinct([2, 6, 4, 3])),
        new("MaxPool2D, overlapping", x => x[0].MaxPool2D(3, 2, Padding.Same), Distinct([2, 7, 6, 5])),
        new("AveragePool2D", x => x[0].AveragePool2D((2, 3)), Any([2, 6, 6, 3])),
        new("AveragePool2D, overlapping", x => x[0].AveragePool2D(3, 2, Padding.Same), Any([2, 7, 6, 5])),
        new("MaxPool2DGradient", MaxPoolGradient, Fixed([2, 5, 6, 3]), Fixed([2, 3, 3, 3])),
        new("MaxPool2DScatter",
            x => KerasTensor.Of(new MaxPool2DScatterOp(Window2D.Of("", [2, 7, 4, 3], 2, 2, 1, Padding.Valid), [2, 7, 4, 3]), x),
            Whole(4, [2, 3, 2, 3]), Fixed([2, 3, 2, 3])),
        new("AveragePool2DGradient", AveragePoolGradient, Any([2, 3, 3, 4])),
        .. Pools(),

        new("Softmax", x => x[0].Softmax(), Between(-5, 5, [7, 10])),
        new("Softmax of columns", x => x[0].Softmax(0), Between(-5, 5, [7, 10])),
        new("LogSoftmax", x => x[0].LogSoftmax(), Between(-5, 5, [7, 10])) { Tolerance = 1e-5 },
        new("CategoricalCrossentropy of logits", x => K.CategoricalCrossentropy(x[1], x[0], fromLogits: true), Between(-5, 5, [6, 10]), Between(0, 1, [6, 10]))
        {
            Tolerance = 1e-5,
        },
        new("CategoricalCrossentropy of probabilities", x => K.CategoricalCrossentropy(x[1], x[0]), Between(0.1f, 1, [6, 10]), Between(0, 1, [6, 10]))
        {
            Tolerance = 1e-5,
        },
        new("SparseCategoricalCrossentropy of logits",
            x => K.SparseCategoricalCrossentropy(x[1], x[0], fromLogits: true), Between(-5, 5, [6, 10]), Whole(10, [6])) { Tolerance = 1e-5 },
        new("SparseCategoricalCrossentropy of probabilities",
            x => K.SparseCategoricalCrossentropy(x[1], x[0]), Between(0.1f, 1, [6, 10]), Whole(10, [6])) { Tolerance = 1e-5 },
        new("SoftmaxCrossEntropyGradient",
            x => KerasTensor.Of(new SoftmaxCrossEntropyGradientOp(), x), Fixed([6, 10]), Fixed([6, 10]), Fixed([6])),
        new("SparseSoftmaxCrossEntropyGradient",
            x => KerasTensor.Of(new SparseSoftmaxCrossEntropyGradientOp(), x), Fixed([6, 10]), Whole(10, [6]), Fixed([6])),

        .. Enumerable.Range(0, 3).Select(result => new OpSample(
            $"AdamUpdate, result {result}", x => KerasTensor.Of(new OutputOp(result), KerasTensor.Of(new AdamUpdateOp(0.9f, 0.999f, 1e-7f), x)),
            Fixed([7, 31]), Fixed([7, 31]), Fixed([7, 31]), Positive([7, 31]), Positive([])) { Tolerance = 1e-5 }),
        .. Enumerable.Range(0, 3).Select(result => new OpSample(
            $"AdamUpdate, decaying, result {result}", x => KerasTensor.Of(new OutputOp(result), KerasTensor.Of(new AdamUpdateOp(0.9f, 0.999f, 1e-7f), x)),
            Fixed([7, 31]), Fixed([7, 31]), Fixed([7, 31]), Positive([7, 31]), Positive([]), Positive([])) { Tolerance = 1e-5 }),
        .. Enumerable.Range(0, 2).Select(result => new OpSample(
            $"RMSpropUpdate, result {result}", x => KerasTensor.Of(new OutputOp(result), KerasTensor.Of(new RMSpropUpdateOp(0.9f, 1e-7f), x)),
            Fixed([7, 31]), Fixed([7, 31]), Positive([7, 31]), Positive([])) { Tolerance = 1e-5 }),

        .. Enumerable.Range(0, 2).Select(result => new OpSample(
            $"Moments, result {result}", x => KerasTensor.Of(new OutputOp(result), KerasTensor.Of(new MomentsOp(), x)), Fixed([5, 9, 7])) { Tolerance = 1e-5 }),
        .. Enumerable.Range(0, 2).Select(result => new OpSample(
            $"NormalizationSums, result {result}", x => KerasTensor.Of(new OutputOp(result), KerasTensor.Of(new NormalizationSumsOp(), x)),
            Fixed([5, 9, 7]), Fixed([5, 9, 7]), Fixed([7])) { Tolerance = 1e-5 }),
        new("BatchNormalization", BatchNormalization, Any([5, 9, 7]), Any([7]), Any([7])) { Tolerance = 1e-5 },

        .. Losses,
        .. Images,
        new("Dropout", x => x[0].Dropout(0.3f, 42, x[1]), Any([17, 31]), Whole(9, [])),
        new("RandomUniform", x => K.RandomUniform([17, 31], x[0], -1, 2, seed: 42), Whole(9, [])),
        new("RandomNormal", x => K.RandomNormal([17, 31], x[0], 1, 2, seed: 42), Whole(9, [])),
        .. Arrays,
        .. Composed,
    ];

    /// <summary>Convolutions and their gradients, which are ops themselves.</summary>
    public static readonly OpSample[] Convolutions =
    [
        .. SpatialConvolutions(),
        .. Geometries().SelectMany(geometry => ConvolutionsOf(geometry.Name, geometry.Image, geometry.Kernel, geometry.Window, geometry.Groups)),
        new("Conv2D, ReLU, MaxPool2D", x => (x[0].Conv2D(x[1]) + x[2]).Relu().MaxPool2D(2), Any([3, 9, 8, 3]), Any([2, 3, 3, 17]), Any([17]))
        {
            Tolerance = 1e-5,
        },
        new("Conv2D of given images, MaxPool2D", x => x[0].Conv2D(x[1]).Relu().MaxPool2D(2), Fixed([3, 9, 8, 3]), Any([2, 3, 3, 17])) { Tolerance = 1e-5 },
        new("Conv2D, MaxPool2D of 3 × 2", x => x[0].Conv2D(x[1], padding: Padding.Same).MaxPool2D((3, 2)), Any([2, 7, 5, 2]), Any([3, 3, 2, 6]))
        {
            Tolerance = 1e-5,
        },
        new("Conv2D, bias, ReLU", x => (x[0].Conv2D(x[1], padding: Padding.Same) + x[2]).Relu(), Any([2, 6, 7, 3]), Any([3, 3, 3, 5]), Any([5]))
        {
            Tolerance = 1e-5,
        },
    ];

    public static OpSample Named(string name) => All.Concat(Convolutions).Single(sample => sample.Name == name);

    private static Given Any(Shape shape) => Between(-2, 2, shape);

    // An input whose gradient is not asked for.
    private static Given Fixed(Shape shape) => Distinct(shape) with { IsSmooth = false };

    private static Given Positive(Shape shape) => Between(0.1f, 2, shape) with { IsSmooth = false };

    private static KerasTensor TwoResults(KerasTensor x, KerasTensor y)
    {
        KerasTensor sum = x + y, product = sum * x;
        return sum.Sum([0]) * product.Sum([0]);
    }

    private static KerasTensor BatchNormalization(KerasTensor[] x)
    {
        const float Epsilon = 0.01f;
        var (mean, variance) = MomentsOp.Of(x[0]);
        KerasTensor y = (x[0] - mean) * (x[1] / (variance + Epsilon).Sqrt()) + x[2];
        return KerasTensor.Of(new BatchNormalizationOp(Epsilon), x[0], mean, variance, x[1], x[2], y);
    }

    private static KerasTensor MaxPoolGradient(KerasTensor[] x)
    {
        KerasTensor pooled = x[0].MaxPool2D(2, padding: Padding.Same);
        return KerasTensor.Of(new MaxPool2DGradientOp(((MaxPool2DOp)pooled.Op).Window), x[0], pooled, x[1]);
    }

    private static KerasTensor AveragePoolGradient(KerasTensor[] x)
    {
        Shape images = [2, 5, 6, 4];
        return KerasTensor.Of(new AveragePool2DGradientOp(Window2D.Of("", images, 2, 2, 1, Padding.Same), images), x[0]);
    }

    private static IEnumerable<(string Name, Shape Image, Shape Kernel, Window2D Window, int Groups)> Geometries()
    {
        yield return Geometry("plain", [2, 6, 7, 3], [3, 3, 3, 5], 1, 1, Padding.Valid, 1);
        yield return Geometry("of one channel", [3, 8, 8, 1], [5, 5, 1, 6], 1, 1, Padding.Valid, 1);
        yield return Geometry("same", [2, 6, 7, 3], [3, 3, 3, 5], 1, 1, Padding.Same, 1);
        yield return Geometry("same, even kernel", [2, 6, 7, 2], [2, 4, 2, 3], 1, 1, Padding.Same, 1);
        yield return Geometry("strides", [2, 9, 8, 3], [3, 3, 3, 4], (2, 3), 1, Padding.Same, 1);
        yield return Geometry("strides beyond the kernel", [2, 9, 8, 3], [1, 2, 3, 4], 3, 1, Padding.Valid, 1);
        yield return Geometry("dilation", [2, 9, 8, 3], [3, 2, 3, 4], 1, (2, 3), Padding.Valid, 1);
        yield return Geometry("dilation, same", [2, 9, 8, 3], [3, 3, 3, 4], 1, 2, Padding.Same, 1);
        yield return Geometry("groups", [2, 5, 6, 6], [3, 3, 3, 8], 1, 1, Padding.Same, 2);
        yield return Geometry("depthwise", [2, 5, 6, 6], [3, 3, 1, 6], 1, 1, Padding.Valid, 6);
        yield return Geometry("pointwise", [2, 5, 6, 17], [1, 1, 17, 33], 1, 1, Padding.Valid, 1);
        yield return Geometry("pointwise, strides", [2, 5, 6, 4], [1, 1, 4, 9], 2, 1, Padding.Valid, 1);
        yield return Geometry("kernel as large as the image", [3, 4, 5, 2], [4, 5, 2, 7], 1, 1, Padding.Valid, 1);
        yield return Geometry("wide registers", [1, 7, 9, 20], [3, 3, 20, 40], 1, 1, Padding.Same, 1);
    }

    private static (string Name, Shape Image, Shape Kernel, Window2D Window, int Groups) Geometry(
        string name, Shape image, Shape kernel, Size2D strides, Size2D dilation, Padding padding, int groups) =>
        (name, image, kernel, Window2D.Of(name, image, (kernel[0], kernel[1]), strides, dilation, padding), groups);

    private static IEnumerable<OpSample> ConvolutionsOf(string name, Shape image, Shape kernel, Window2D window, int groups)
    {
        Size2D size = window.Output(name, image);
        Shape result = [image[0], size.Height, size.Width, kernel[3]];
        // At most 180 products a sum, up to 4 each.
        yield return new($"Conv2D, {name}", x => KerasTensor.Of(new Conv2DOp(window, groups), x), Any(image), Any(kernel)) { Tolerance = 4e-5 };
        yield return new($"Conv2DInputGradient, {name}", x => KerasTensor.Of(new Conv2DInputGradientOp(window, groups, image), x), Any(result), Any(kernel))
        {
            Tolerance = 4e-5,
        };
        yield return new($"Conv2DKernelGradient, {name}", x => KerasTensor.Of(new Conv2DKernelGradientOp(window, groups, kernel), x), Any(image), Any(result))
        {
            Tolerance = 4e-5,
        };
    }
}
