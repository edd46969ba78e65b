using System.Text.Json.Nodes;
using Keratin.Initializers;

namespace Keratin.Layers;

/// <summary>Brings each feature to mean 0 and variance 1, of numbers given or found in data by <c>Adapt</c>: <c>(x - mean) / √variance</c>.</summary>
/// <remarks>
/// <para><b>Input</b> any shape. <b>Output</b> the same.</para>
/// <para><b>Weights</b> <c>mean</c>, <c>variance</c>, one number for each feature, and <c>count</c>, which older versions used; none where mean and
/// variance are given.</para>
/// </remarks>
/// <example>
/// <code>
/// var normalization = new Normalization();
/// normalization.Adapt(xTrain);                    // mean and variance of each column
/// KerasTensor y = normalization.Apply(new Input(13));
/// </code>
/// </example>
public sealed class Normalization : Layer
{
    // Keras' epsilon: no smaller number is divided by.
    private const float LeastDeviation = 1e-7f;

    private Variable? _mean, _variance;

    /// <summary>The axes that have a mean and a variance of their own for each index; by default the last. None means one of each for all.</summary>
    public IReadOnlyList<int> Axis { get; init; } = [-1];

    /// <summary>The mean, if it is given: one number or an array that belongs to the last of the axes.</summary>
    public ArrayLike? Mean { get; init; }

    /// <summary>The variance, if it is given: of the same shape as the mean.</summary>
    public ArrayLike? Variance { get; init; }

    /// <summary>Whether it goes the other way: <c>x · √variance + mean</c>.</summary>
    public bool Invert { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <summary>The axes, sorted and counted from 0, for inputs of a rank.</summary>
    internal int[] KeptAxes(int rank) => [.. Axis.Select(axis => Axes.Normalize(axis, rank, $"{this}")).Distinct().Order()];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckGiven();
        int[] kept = KeptAxes(input.Rank);
        if (kept.Any(axis => input[axis] == Shape.Unknown))
            throw new ShapeException($"{this}", $"a known length at axes [{string.Join(", ", Axis)}]", $"{input}");
        if (Mean is not null)
            return;
        Shape features = [.. kept.Select(axis => input[axis])];
        _mean = AddWeight("mean", features, trainable: false);
        _variance = AddWeight("variance", features, new Ones(), trainable: false);
        AddWeight("count", Shape.Scalar, trainable: false).IsWhole = true;
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        int[] kept = KeptAxes(x.Rank);
        KerasTensor mean = AlongAxes(_mean ?? Mean!.ToKerasTensor(), kept, x.Rank), variance = AlongAxes(_variance ?? Variance!.ToKerasTensor(), kept, x.Rank);
        KerasTensor deviation = variance.Sqrt().Maximum(Ops.Constant(LeastDeviation));
        return Invert ? mean + (x * deviation) : (x - mean) / deviation;
    }

    /// <summary>Takes the mean and the variance that were found in data.</summary>
    /// <param name="data">Shape of the data, the batch unknown.</param>
    /// <param name="mean">The means.</param>
    /// <param name="variance">The variances.</param>
    /// <exception cref="InvalidOperationException">Mean and variance are given.</exception>
    internal void Take(Shape data, ReadOnlySpan<float> mean, ReadOnlySpan<float> variance)
    {
        CheckAdaptable(data);
        _mean!.Assign(mean);
        _variance!.Assign(variance);
    }

    /// <summary>Builds the layer for data it will be adapted to.</summary>
    internal void CheckAdaptable(Shape data)
    {
        if (Mean is not null || Variance is not null)
            throw new InvalidOperationException($"{this}.Adapt: expected a layer without Mean and Variance; got one that has them.");
        EnsureBuilt(data);
        int[] kept = KeptAxes(data.Rank);
        if (data.Rank != InputShapes[0].Rank || kept.Any(axis => data[axis] != InputShapes[0][axis]))
            throw new ShapeException($"{this}.Adapt", $"data like {InputShapes[0]}, which the layer was built for", $"{data}");
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["axis"] = new JsonArray([.. Axis.Select(axis => (JsonNode)JsonValue.Create(axis))]);
        config["invert"] = Invert;
        config["mean"] = Mean?.ToJson();
        config["variance"] = Variance?.ToJson();
    }

    internal static Normalization FromConfig(JsonObject config) => new()
    {
        Name = (string)config["name"]!,
        Axis = config["axis"] switch
        {
            JsonArray axes => [.. axes.Select(axis => (int)axis!)],
            JsonValue axis => [(int)axis],
            _ => config.ContainsKey("axis") ? [] : [-1],
        },
        Invert = (bool?)config["invert"] ?? false,
        Mean = ArrayLike.FromJson(config["mean"]),
        Variance = ArrayLike.FromJson(config["variance"]),
    };

    private void CheckGiven()
    {
        if (Mean?.Shape != Variance?.Shape)
        {
            throw new ArgumentException(
                $"{this}: expected both Mean and Variance, of one shape, or none; got {Mean?.ToString() ?? "no mean"} and {Variance?.ToString() ?? "no variance"}.");
        }
        if (Mean?.Shape.Rank > Axis.Count)
            throw new ArgumentException($"{this}: expected a Mean of at most {Axis.Count} axes; got {Mean}.");
    }

    // Numbers of the kept axes (the last ones, if they are fewer) where they broadcast along the others.
    private static KerasTensor AlongAxes(KerasTensor numbers, int[] kept, int rank)
    {
        int[] lengths = [.. Enumerable.Repeat(1, rank)];
        for (int i = 1; i <= numbers.Rank; i++)
            lengths[kept[^i]] = numbers.Shape[^i];
        return numbers.Rank == 0 ? numbers : numbers.Reshape([.. lengths]);
    }
}
