using System.Text.Json.Nodes;

namespace Keratin.Saving;

/// <summary>Operations that stand in a functional model by themselves, such as <c>x + 1</c>: what Keras calls them. One line each.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, Func<JsonObject, KerasTensor[], KerasTensor>> s_read = new()
    {
        ["Add"] = (_, x) => x[0] + x[1],
        ["Subtract"] = (_, x) => x[0] - x[1],
        ["Multiply"] = (_, x) => x[0] * x[1],
        ["Divide"] = (_, x) => x[0] / x[1],
        ["TrueDivide"] = (_, x) => x[0] / x[1],
        ["Power"] = (_, x) => x[0].Power(x[1]),
        ["Maximum"] = (_, x) => x[0].Maximum(x[1]),
        ["Minimum"] = (_, x) => x[0].Minimum(x[1]),
        ["Greater"] = (_, x) => x[0].Greater(x[1]),
        ["GreaterEqual"] = (_, x) => x[0].GreaterEqual(x[1]),
        ["Less"] = (_, x) => x[0].Less(x[1]),
        ["LessEqual"] = (_, x) => x[0].LessEqual(x[1]),
        ["Equal"] = (_, x) => x[0].Equal(x[1]),
        ["NotEqual"] = (_, x) => x[0].NotEqual(x[1]),
        // What becomes of masks stands in Keras' files as operations.
        ["LogicalAnd"] = (_, x) => x[0].LogicalAnd(x[1]),
        ["LogicalOr"] = (_, x) => x[0].LogicalOr(x[1]),
        ["LogicalXor"] = (_, x) => x[0].LogicalXor(x[1]),
        ["LogicalNot"] = (_, x) => x[0].LogicalNot(),
        ["Any"] = (config, x) => x[0].Any(Integers(config["axis"]), (bool?)config["keepdims"] ?? false),
        ["All"] = (config, x) => x[0].All(Integers(config["axis"]), (bool?)config["keepdims"] ?? false),
        ["ConvertToTensor"] = (config, x) => Cast(config, x[0]),
        ["Cast"] = (config, x) => Cast(config, x[0]),
        ["StopGradient"] = (_, x) => x[0].StopGradient(),
        ["Mod"] = (_, x) => x[0].Mod(x[1]),
        ["FloorDivide"] = (_, x) => x[0].FloorDivide(x[1]),
        ["Where"] = (_, x) => x[0].Where(x[1], x[2]),
        ["Matmul"] = (_, x) => x[0].MatMul(x[1]),
        ["Absolute"] = (_, x) => x[0].Absolute(),
        ["Negative"] = (_, x) => -x[0],
        ["Exp"] = (_, x) => x[0].Exp(),
        ["Expm1"] = (_, x) => x[0].Expm1(),
        ["Log"] = (_, x) => x[0].Log(),
        ["Log1p"] = (_, x) => x[0].Log1p(),
        ["Sqrt"] = (_, x) => x[0].Sqrt(),
        ["Square"] = (_, x) => x[0].Square(),
        ["Rsqrt"] = (_, x) => x[0].Rsqrt(),
        ["Reciprocal"] = (_, x) => x[0].Reciprocal(),
        ["Floor"] = (_, x) => x[0].Floor(),
        ["Ceil"] = (_, x) => x[0].Ceil(),
        ["Round"] = (config, x) => (int?)config["decimals"] is null or 0 ? x[0].Round() : throw new InvalidDataException($"expected decimals 0; got {config["decimals"]}"),
        ["Sin"] = (_, x) => x[0].Sin(),
        ["Cos"] = (_, x) => x[0].Cos(),
        ["Tanh"] = (_, x) => x[0].Tanh(),
        ["Sign"] = (_, x) => x[0].Sign(),
        ["Erf"] = (_, x) => x[0].Erf(),
        ["Clip"] = (config, x) => x[0].Clip((float)config["x_min"]!, (float)config["x_max"]!),
        ["Relu"] = (_, x) => x[0].Relu(),
        ["Sigmoid"] = (_, x) => x[0].Sigmoid(),
        ["Softmax"] = (config, x) => x[0].Softmax((int?)config["axis"] ?? -1),
        ["LogSoftmax"] = (config, x) => x[0].LogSoftmax((int?)config["axis"] ?? -1),
        ["Relu6"] = (_, x) => x[0].Relu6(),
        ["LeakyRelu"] = (config, x) => x[0].LeakyRelu((float?)config["negative_slope"] ?? 0.2f),
        ["Elu"] = (config, x) => x[0].Elu((float?)config["alpha"] ?? 1),
        ["Celu"] = (config, x) => x[0].Celu((float?)config["alpha"] ?? 1),
        ["Selu"] = (_, x) => x[0].Selu(),
        ["Silu"] = (_, x) => x[0].Silu(),
        ["Gelu"] = (config, x) => x[0].Gelu((bool?)config["approximate"] ?? true),
        ["Glu"] = (config, x) => x[0].Glu((int?)config["axis"] ?? -1),
        ["Mish"] = (_, x) => x[0].Mish(),
        ["HardSigmoid"] = (_, x) => x[0].HardSigmoid(),
        ["HardSilu"] = (_, x) => x[0].HardSilu(),
        ["HardTanh"] = (_, x) => x[0].HardTanh(),
        ["HardShrink"] = (config, x) => x[0].HardShrink((float?)config["threshold"] ?? 0.5f),
        ["SoftShrink"] = (config, x) => x[0].SoftShrink((float?)config["threshold"] ?? 0.5f),
        ["TanhShrink"] = (_, x) => x[0].TanhShrink(),
        ["LogSigmoid"] = (_, x) => x[0].LogSigmoid(),
        ["SparseSigmoid"] = (_, x) => x[0].SparseSigmoid(),
        ["Softplus"] = (_, x) => x[0].Softplus(),
        ["Squareplus"] = (config, x) => x[0].Squareplus((float?)config["b"] ?? 4),
        ["SparsePlus"] = (_, x) => x[0].SparsePlus(),
        ["Softsign"] = (_, x) => x[0].Softsign(),
        ["Sparsemax"] = (config, x) => x[0].Sparsemax((int?)config["axis"] ?? -1),
        ["Reshape"] = (config, x) => x[0].Reshape([.. Integers(config["newshape"])]),
        ["Transpose"] = (config, x) => x[0].Transpose(Integers(config["axes"])),
        ["Concatenate"] = (config, x) => Ops.Concatenate(x, (int?)config["axis"] ?? 0),
        ["Stack"] = (config, x) => Ops.Stack(x, (int?)config["axis"] ?? 0),
        ["Repeat"] = (config, x) => x[0].Repeat(
            (int)config["repeats"]!, (int?)config["axis"] ?? throw new InvalidDataException("expected an axis; got null")),
        ["Tile"] = (config, x) => x[0].Tile(Integers(config["repeats"])),
        ["Swapaxes"] = (config, x) => x[0].SwapAxes((int)config["axis1"]!, (int)config["axis2"]!),
        ["Pad"] = Pad,
        ["Argmax"] = (config, x) => x[0].ArgMax((int?)config["axis"] ?? throw new InvalidDataException("expected an axis; got null")),
        ["Sum"] = (config, x) => x[0].Sum(Integers(config["axis"]), (bool?)config["keepdims"] ?? false),
        ["Mean"] = (config, x) => x[0].Mean(Integers(config["axis"]), (bool?)config["keepdims"] ?? false),
        ["Max"] = (config, x) => x[0].Max(Integers(config["axis"]), (bool?)config["keepdims"] ?? false),
        ["Min"] = (config, x) => x[0].Min(Integers(config["axis"]), (bool?)config["keepdims"] ?? false),
        ["Prod"] = (config, x) => x[0].Prod(Integers(config["axis"]), (bool?)config["keepdims"] ?? false),
        ["Logsumexp"] = (config, x) => x[0].LogSumExp(Integers(config["axis"]), (bool?)config["keepdims"] ?? false),
        ["Var"] = (config, x) => x[0].Var(Integers(config["axis"]), (bool?)config["keepdims"] ?? false),
        ["Std"] = (config, x) => x[0].Std(Integers(config["axis"]), (bool?)config["keepdims"] ?? false),
        ["ExpandDims"] = (config, x) => x[0].ExpandDims((int)config["axis"]!),
        ["Squeeze"] = (config, x) => x[0].Squeeze(Integers(config["axis"])),
        ["Flip"] = (config, x) => x[0].Flip(Integers(config["axis"])),
        ["Einsum"] = (config, x) => Ops.Einsum((string)config["subscripts"]!, x),
        ["GetItem"] = (config, x) => x[0].GetItem(AxisItemJson.Read(config["key"])),
        ["Take"] = (config, x) => x[0].Take(x[1], (int?)config["axis"] ?? throw new InvalidDataException("expected an axis; got null")),
    };

    /// <summary>Whether an operation of that name can be read.</summary>
    public static bool Knows(string className) => s_read.ContainsKey(className);

    /// <summary>The operation's nodes.</summary>
    public static KerasTensor Apply(string className, JsonObject config, KerasTensor[] operands) => s_read[className](config, operands);

    /// <summary>A value that stands where a tensor could.</summary>
    public static KerasTensor Constant(JsonNode value) => value switch
    {
        JsonObject array => Ops.Constant(Tensor(array["value"])),
        JsonArray list => Ops.Constant(Tensor(list)),
        JsonValue flag when flag.TryGetValue(out bool isTrue) => Ops.Constant(isTrue ? 1 : 0),
        _ => Ops.Constant((float)value),
    };

    /// <summary>How Keras writes an operation: class, module and configuration; null where it cannot be written.</summary>
    public static (string ClassName, string Module, JsonObject Config)? Describe(KerasTensor node) => node.Op switch
    {
        AddOp => Numpy("Add"),
        SubtractOp => Numpy("Subtract"),
        MultiplyOp => Numpy("Multiply"),
        DivideOp => Numpy("Divide"),
        PowerOp => Numpy("Power"),
        MaximumOp => Numpy("Maximum"),
        MinimumOp => Numpy("Minimum"),
        GreaterOp => Numpy("Greater"),
        GreaterEqualOp => Numpy("GreaterEqual"),
        EqualOp => Numpy("Equal"),
        WhereOp => Numpy("Where"),
        MatMulOp { TransposeX: false, TransposeY: false } => Numpy("Matmul"),
        AbsoluteOp => Numpy("Absolute"),
        NegateOp => Numpy("Negative"),
        ExpOp => Numpy("Exp"),
        Expm1Op => Numpy("Expm1"),
        LogOp => Numpy("Log"),
        Log1pOp => Numpy("Log1p"),
        SqrtOp => Numpy("Sqrt"),
        TanhOp => Numpy("Tanh"),
        FloorOp => Numpy("Floor"),
        SinOp => Numpy("Sin"),
        CosOp => Numpy("Cos"),
        ModOp => Numpy("Mod"),
        BatchMatMulOp { TransposeX: false, TransposeY: false } => Numpy("Matmul"),
        GetItemOp or SliceOp => Numpy("GetItem"),
        TakeOp take => Numpy("Take", new JsonObject { ["axis"] = take.Axis }),
        SignOp => Numpy("Sign"),
        ErfOp => ("Erf", "keras.src.ops.math", []),
        ReluOp => ("Relu", "keras.src.ops.nn", []),
        SigmoidOp => ("Sigmoid", "keras.src.ops.nn", []),
        SoftmaxOp => ("Softmax", "keras.src.ops.nn", new JsonObject { ["axis"] = -1 }),
        ReshapeOp reshape => Numpy("Reshape", new JsonObject { ["newshape"] = List(reshape.Target) }),
        TransposeOp transpose => Numpy("Transpose", new JsonObject { ["axes"] = List(transpose.Axes) }),
        ConcatenateOp concatenate => Numpy("Concatenate", new JsonObject { ["axis"] = concatenate.Axis }),
        PadOp pad => Numpy("Pad", new JsonObject { ["pad_width"] = Widths(pad, node.Rank), ["mode"] = "constant" }),
        ArgMaxOp argMax => Numpy("Argmax", new JsonObject { ["axis"] = argMax.Axis, ["keepdims"] = false }),
        SumOp sum => Numpy("Sum", new JsonObject { ["axis"] = List(sum.Axes), ["keepdims"] = sum.KeepDims }),
        MaxOp max => Numpy("Max", new JsonObject { ["axis"] = List(max.Axes), ["keepdims"] = max.KeepDims }),
        _ => null,
    };

    /// <summary>What Keras gives an operation's call besides tensors; null where that is nothing.</summary>
    public static JsonArray? Key(KerasTensor node) => node.Op switch
    {
        GetItemOp item => AxisItemJson.Write(item.Items),
        SliceOp slice => AxisItemJson.Write([.. Enumerable.Repeat((AxisItem)Range.All, slice.Axis), slice.Start..(slice.Start + slice.Length)]),
        _ => null,
    };

    private static (string, string, JsonObject) Numpy(string className, JsonObject? config = null) => (className, "keras.src.ops.numpy", config ?? []);

    private static JsonArray List(IEnumerable<int> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    private static int[] Integers(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(value => (int)value!)],
        _ => [(int)node],
    };

    // All numbers are floats; whole numbers are cut towards 0.
    private static KerasTensor Cast(JsonObject config, KerasTensor x) => config["dtype"] switch
    {
        JsonValue value when value.ToString().Contains("int", StringComparison.Ordinal) => x.Trunc(),
        JsonValue value when value.ToString() == "bool" => x.NotEqual(Ops.Constant(0)),
        _ => x,
    };

    // One pair for all axes, or one for each.
    private static KerasTensor Pad(JsonObject config, KerasTensor[] operands)
    {
        KerasTensor x = operands[0];
        if ((string?)config["mode"] is { } mode and not "constant")
            throw new InvalidDataException($"expected mode constant; got '{mode}'");
        JsonArray widths = config["pad_width"]!.AsArray();
        for (int axis = 0; axis < x.Rank; axis++)
        {
            int[] width = Integers(widths[widths.Count == 1 ? 0 : axis]);
            x = x.Pad(axis, width[0], width[^1]);
        }
        return x;
    }

    private static JsonArray Widths(PadOp pad, int rank) =>
        new([.. Enumerable.Range(0, rank).Select(axis => axis == pad.Axis ? List([pad.Before, pad.After]) : List([0, 0]))]);

    // Nested lists; all rows of an axis are as long as its first.
    private static Tensor<float> Tensor(JsonNode? node)
    {
        var shape = new List<int>();
        for (JsonNode? row = node; row is JsonArray list; row = list.Count > 0 ? list[0] : null)
            shape.Add(list.Count);
        var numbers = new List<float>();
        Gather(node, numbers);
        return numbers.ToArray().ToTensor([.. shape]);
    }

    private static void Gather(JsonNode? node, List<float> numbers)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list)
                Gather(item, numbers);
        }
        else
            numbers.Add((float)node!);
    }
}
