using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Says in which bin each number lies: bin i holds the numbers from boundary i - 1 to below boundary i.</summary>
/// <remarks>
/// <para><b>Input</b> any shape. <b>Output</b> the same with the bins' numbers, or what <see cref="OutputMode"/> makes of them.</para>
/// <para>Boundaries are given, or found by <c>Adapt</c> so that the bins hold equally many of some data's numbers.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor bins = new Discretization { BinBoundaries = [0, 1, 2] }.Apply(new Input(4));   // (-∞, 0), [0, 1), [1, 2), [2, ∞) are 0 to 3
/// </code>
/// </example>
public sealed class Discretization : Layer
{
    /// <summary>Where bins meet, ascending; null before <c>Adapt</c> has found them.</summary>
    public IReadOnlyList<float>? BinBoundaries { get; init; }

    /// <summary>How many bins <c>Adapt</c> makes; null where the boundaries are given.</summary>
    public int? NumBins { get; init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "'NumBins' is at least 0."); }

    /// <summary>How far from the right place a boundary may be that <c>Adapt</c> finds, as a part of all numbers.</summary>
    public double Epsilon { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "'Epsilon' is above 0."); } = 0.01;

    /// <summary>What is given back.</summary>
    public OutputMode OutputMode { get; init; } = OutputMode.Int;

    /// <summary>The boundaries in use: those given, or those found.</summary>
    internal IReadOnlyList<float>? Boundaries { get => field ?? BinBoundaries; set; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        bool isBoth = NumBins is not null && BinBoundaries is not null, isNone = NumBins is null && BinBoundaries is null;
        if (isBoth || isNone)
            throw new ArgumentException($"{this}: expected either BinBoundaries or NumBins; got {(isBoth ? "both" : "none")}.");
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        IReadOnlyList<float> boundaries = Boundaries
            ?? throw new InvalidOperationException($"{this}: the bins are not known yet.\n  hint: call Adapt, or give BinBoundaries");
        // How many boundaries are not above the number.
        KerasTensor limits = Ops.Constant(boundaries.ToArray().ToTensor([boundaries.Count]));
        KerasTensor bins = boundaries.Count == 0 ? x * 0 : x.Reshape([.. x.Shape, 1]).GreaterEqual(limits).Sum([-1]);
        return TokenEncoding.Encode(bins, boundaries.Count + 1, OutputMode);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        // Keras' class takes these only.
        config.Remove("trainable");
        config["dtype"] = "float32";
        config["bin_boundaries"] = Boundaries is { } boundaries ? ((ArrayLike)boundaries.ToArray()).ToJson() : null;
        config["num_bins"] = NumBins;
        config["epsilon"] = Epsilon;
        config["output_mode"] = TokenEncoding.ToJson(OutputMode);
        config["sparse"] = false;
    }

    internal static Discretization FromConfig(JsonObject config)
    {
        float[]? boundaries = ArrayLike.FromJson(config["bin_boundaries"])?.ToArray();
        int? bins = (int?)config["num_bins"];
        return new()
        {
            Name = (string)config["name"]!,
            // Once adapted a layer has both; only what was given is given again.
            BinBoundaries = bins is null ? boundaries : null,
            Boundaries = boundaries,
            NumBins = bins,
            Epsilon = (double?)config["epsilon"] ?? 0.01,
            OutputMode = TokenEncoding.Read((string?)config["output_mode"], OutputMode.Int),
        };
    }
}
