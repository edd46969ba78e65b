using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Dot products of two inputs, sample by sample: the elements along one axis of each are multiplied and added up.</summary>
/// <remarks>
/// <para><b>Input</b> two, of one batch, with equal lengths along their axes. <b>Output</b> the batch, the first's other axes, then the
/// second's; <c>(batch, 1)</c> if none is left.</para>
/// <para>With <see cref="Normalize"/> vectors are first brought to length 1, which gives the cosine of their angle.</para>
/// </remarks>
/// <example><code>KerasTensor y = new Dot(2, 1).Apply(new Input(3, 4), new Input(4, 5));   // (None, 3, 5)</code></example>
public sealed class Dot : Layer
{
    /// <summary>Products along the same axis of both.</summary>
    /// <param name="axis">Which axis, counted with the batch; -1 is the last.</param>
    public Dot(int axis) => Axes = [Check(axis)];

    /// <summary>Products along an axis of each.</summary>
    /// <param name="first">The first's axis, counted with the batch; -1 is the last.</param>
    /// <param name="second">The second's axis.</param>
    public Dot(int first, int second) => Axes = [Check(first), Check(second)];

    /// <summary>The axis of both, or that of the first and that of the second.</summary>
    public IReadOnlyList<int> Axes { get; }

    /// <summary>Whether vectors are brought to length 1 before.</summary>
    public bool Normalize { get; init; }

    /// <inheritdoc/>
    protected override KerasTensor CallAll(IReadOnlyList<KerasTensor> inputs, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 2 || inputs.Any(input => input.Rank < 2))
            throw new ShapeException($"{this}", "two inputs of rank 2 or more", string.Join(" and ", inputs.Select(input => $"{input.Shape}")));
        var (x, y) = (inputs[0], inputs[1]);
        int first = Keratin.Axes.Normalize(Axes[0], x.Rank, $"{this}"), second = Keratin.Axes.Normalize(Axes[^1], y.Rank, $"{this}");
        bool fits = x.Shape[first] == y.Shape[second] && Shape.Broadcast(x.Shape[..1], y.Shape[..1]) is not null && first > 0 && second > 0;
        if (!fits)
            throw new ShapeException($"{this}", $"one batch, and one length at axis {first} of the first and axis {second} of the second", $"{x.Shape} and {y.Shape}");
        if (Normalize)
            (x, y) = (x.Normalize(first), y.Normalize(second));
        return Product(x, first, y, second);
    }

    // a is the batch and b what is summed; the other axes of both are named in order.
    private static KerasTensor Product(KerasTensor x, int first, KerasTensor y, int second)
    {
        char next = 'c';
        string Letters(int rank, int inner) => string.Concat(Enumerable.Range(0, rank).Select(axis => axis == 0 ? 'a' : axis == inner ? 'b' : next++));
        string left = Letters(x.Rank, first), right = Letters(y.Rank, second);
        string result = string.Concat((left + right).Where(letter => letter is not ('a' or 'b')));
        KerasTensor product = Ops.Einsum($"{left},{right}->a{result}", x, y);
        return product.Rank == 1 ? product.ExpandDims(-1) : product;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["axes"] = AxisConfig.ToJson(Axes);
        config["normalize"] = Normalize;
    }

    internal static Dot FromConfig(JsonObject config)
    {
        IReadOnlyList<int> axes = AxisConfig.Read(config["axes"]);
        string name = (string)config["name"]!;
        bool normalize = (bool?)config["normalize"] ?? false;
        return axes.Count switch
        {
            1 => new(axes[0]) { Name = name, Normalize = normalize },
            2 => new(axes[0], axes[1]) { Name = name, Normalize = normalize },
            _ => throw new InvalidDataException($"Dot '{name}': expected one axis or two; got {config["axes"]!.ToJsonString()}."),
        };
    }

    private static int Check(int axis) => axis != 0 ? axis : throw new ArgumentOutOfRangeException(nameof(axis), axis, "Axis 0 is the batch.");
}
