using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>
/// Intersection over union of given classes, mean: <c>TP / (TP + FP + FN)</c>, of the samples (or pixels) of a class and those taken for it.
/// </summary>
/// <remarks>Classes that occur neither in targets nor in outputs do not count. Indices outside of the classes are left out.</remarks>
/// <example><code>model.Compile("adam", "sparse_categorical_crossentropy", [new IoU(3, [1, 2], sparseYPred: false)]);</code></example>
public class IoU : Metric
{
    private readonly Variable _matrix;

    /// <summary>A mean over classes.</summary>
    /// <param name="numClasses">How many classes there are.</param>
    /// <param name="targetClassIds">Which of them count.</param>
    /// <param name="name">Its name in logs.</param>
    /// <param name="ignoreClass">Where given, samples of this class are left out; it need not be one of the classes (-1 and 255 are usual).</param>
    /// <param name="sparseYTrue">Whether targets are indices; else their largest number along <paramref name="axis"/> says the class.</param>
    /// <param name="sparseYPred">Whether outputs are indices; else their largest number along <paramref name="axis"/> says the class.</param>
    /// <param name="axis">Axis of the classes where targets or outputs are no indices.</param>
    /// <param name="dtype">
    /// In what is counted. Keras counts in whole numbers, <c>int32</c>, so weights of samples lose what they have behind the point; <c>float32</c>
    /// keeps it.
    /// </param>
    public IoU(
        int numClasses, IReadOnlyList<int> targetClassIds, string name = "io_u", int? ignoreClass = null, bool sparseYTrue = true,
        bool sparseYPred = true, int axis = -1, string dtype = "int32")
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(targetClassIds);
        ArgumentException.ThrowIfNullOrEmpty(dtype);
        NumClasses = Require.Positive(numClasses);
        foreach (int id in targetClassIds)
        {
            if (id < 0 || id >= numClasses)
                throw new ArgumentOutOfRangeException(nameof(targetClassIds), id, $"Classes are numbered from 0 to {numClasses - 1}.");
        }
        TargetClassIds = [.. targetClassIds];
        (IgnoreClass, SparseYTrue, SparseYPred, Axis, DType) = (ignoreClass, sparseYTrue, sparseYPred, axis, dtype);
        _matrix = AddVariable("total_confusion_matrix", [numClasses, numClasses]);
    }

    /// <summary>How many classes there are.</summary>
    public int NumClasses { get; }

    /// <summary>Which of them count.</summary>
    public IReadOnlyList<int> TargetClassIds { get; }

    /// <summary>Samples of this class are left out; null leaves out none.</summary>
    public int? IgnoreClass { get; }

    /// <summary>Whether targets are indices.</summary>
    public bool SparseYTrue { get; }

    /// <summary>Whether outputs are indices.</summary>
    public bool SparseYPred { get; }

    /// <summary>Axis of the classes where targets or outputs are no indices.</summary>
    public int Axis { get; }

    /// <summary>In what is counted: <c>int32</c>, or <c>float32</c> to keep fractions of weights.</summary>
    public string DType { get; }

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override JsonObject Config => base.Config
        .With("dtype", DType).With("num_classes", NumClasses).With("target_class_ids", MetricConfig.List(TargetClassIds))
        .With("ignore_class", IgnoreClass).With("sparse_y_true", SparseYTrue).With("sparse_y_pred", SparseYPred).With("axis", Axis);

    private bool IsWhole => !DType.Contains("float", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override float Result()
    {
        float sum = 0, valid = 0;
        foreach (int id in TargetClassIds)
        {
            double row = 0, column = 0;
            for (int other = 0; other < NumClasses; other++)
            {
                row += At(id, other);
                column += At(other, id);
            }
            float union = (float)(row + column - At(id, id));
            if (union <= 1e-9f)
                continue;
            sum += At(id, id) / (union + Ops.Epsilon);
            valid++;
        }
        return sum / (valid + Ops.Epsilon);
    }

    /// <inheritdoc/>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        if (!SparseYTrue)
            target = target.ArgMax(Axis);
        if (!SparseYPred)
            output = output.ArgMax(Axis);
        long elements = target.Shape.Elements;
        if (elements != output.Shape.Elements)
            throw new ShapeException($"{ClassName} '{Name}'", $"as many outputs as targets {target.Shape}", $"{output.Shape}");
        Shape flat = [checked((int)elements)];
        KerasTensor weight = (sampleWeight is null ? Ops.Constant(1) : Weight(target, sampleWeight)).BroadcastTo(target.Shape).Reshape(flat);
        Accumulate(_matrix, weight.SegmentSum(Cells(target.Reshape(flat), output.Reshape(flat)), NumClasses * NumClasses).Reshape(_matrix.Shape));
    }

    internal static IoU FromConfig(JsonObject config) => new(
        (int)MetricConfig.Required(config, "num_classes"), MetricConfig.Integers(config["target_class_ids"]), MetricConfig.Name(config, "io_u"),
        (int?)config["ignore_class"], (bool?)config["sparse_y_true"] ?? true, (bool?)config["sparse_y_pred"] ?? true, MetricConfig.Axis(config),
        DTypeOf(config));

    /// <summary>Files of Keras say "int", and what a backend makes of it.</summary>
    internal static string DTypeOf(JsonObject config) => config["dtype"] switch
    {
        JsonValue value => (string)value!,
        JsonObject policy => (string?)policy["config"]?["name"] ?? "int32",
        _ => "int32",
    };

    // Which cell of the matrix each sample belongs to; -1 for none.
    private KerasTensor Cells(KerasTensor target, KerasTensor output)
    {
        (target, output) = (WholeNumbers.Truncate(target), WholeNumbers.Truncate(output));
        KerasTensor zero = Ops.Constant(0), end = Ops.Constant(NumClasses);
        KerasTensor isClass = target.GreaterEqual(zero) * end.Greater(target) * output.GreaterEqual(zero) * end.Greater(output);
        if (IgnoreClass is { } ignored)
            isClass *= 1 - target.Equal(Ops.Constant(ignored));
        return isClass.Where((target * NumClasses) + output, Ops.Constant(-1));
    }

    private KerasTensor Weight(KerasTensor target, KerasTensor sampleWeight)
    {
        KerasTensor weight = sampleWeight.Shape.Elements == target.Shape.Elements
            ? sampleWeight.Reshape(target.Shape)
            : SampleWeights.Align(target, sampleWeight).Weight;
        return IsWhole ? WholeNumbers.Truncate(weight) : weight;
    }

    private float At(int label, int predicted) => _matrix.Span[(label * NumClasses) + predicted];
}
