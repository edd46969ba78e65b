using System.Text.Json.Nodes;
using Keratin.Graph;

namespace Keratin.Layers;

/// <summary>Where a model begins: says what one sample looks like. Keras' <c>keras.Input</c>; in files <c>InputLayer</c>.</summary>
/// <remarks>The first entry of a <c>Sequential</c>, or the start of a functional model: it may stand wherever a <see cref="KerasTensor"/> is wanted.</remarks>
/// <example>
/// <code>
/// KerasTensor pixels = new Input(28, 28, 1);                       // (None, 28, 28, 1)
/// KerasTensor scores = new Dense(10).Apply(new Flatten().Apply(pixels));
/// var model = new Model(pixels, scores);
/// </code>
/// </example>
public sealed class Input : Layer
{
    /// <summary>An input of samples of this shape.</summary>
    /// <param name="shape">Shape of one sample, without the batch.</param>
    public Input(params ReadOnlySpan<int> shape)
        : this(Shape.Create([Shape.Unknown, .. shape]))
    {
    }

    private Input(Shape batchShape)
    {
        BatchShape = batchShape;
        Tensor = KerasTensor.Of(new InputOp(batchShape, "input") { Owner = this });
        EnsureBuilt(batchShape);
    }

    /// <summary>The shape with the batch.</summary>
    public Shape BatchShape { get; }

    /// <summary>The node.</summary>
    public KerasTensor Tensor { get; }

    /// <summary>Whether Keras may leave it out. Here an input always has numbers; files keep what they say.</summary>
    public bool Optional { get; init; }

    // What a file says of the numbers. All are floats here.
    private string DType { get; init; } = "float32";

    private bool IsSparse { get; init; }

    private bool IsRagged { get; init; }

    /// <summary>An input whose batch has a fixed size.</summary>
    /// <param name="batchShape">The shape with the batch, which may be unknown.</param>
    public static Input WithBatch(Shape batchShape) => new(batchShape ?? throw new ArgumentNullException(nameof(batchShape)));

    /// <inheritdoc/>
    public override string ClassName => "InputLayer";

    /// <summary>The node.</summary>
    /// <param name="input">The layer.</param>
    public static implicit operator KerasTensor(Input input) => input.ToKerasTensor();

    /// <summary>The node.</summary>
    public KerasTensor ToKerasTensor() => Tensor;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => x;

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Remove("trainable");
        config["dtype"] = DType;
        config["batch_shape"] = LayerConfig.ToJson(BatchShape);
        config["sparse"] = IsSparse;
        config["ragged"] = IsRagged;
        config["optional"] = Optional;
    }

    internal static Input FromConfig(JsonObject config)
    {
        JsonArray? batch = (config["batch_shape"] ?? config["batch_input_shape"] ?? config["batchInputShape"]) as JsonArray;
        JsonArray? sample = (config["shape"] ?? config["input_shape"]) as JsonArray;
        Shape shape = batch is not null ? LayerConfig.Shape(batch)
            : sample is not null ? [Shape.Unknown, .. LayerConfig.Shape(sample)]
            : throw new InvalidDataException($"InputLayer '{(string?)config["name"]}': expected batch_shape; got {config.ToJsonString()}.");
        return new Input(shape)
        {
            Name = (string)config["name"]!,
            Optional = (bool?)config["optional"] ?? false,
            DType = config["dtype"] is JsonValue value && value.TryGetValue(out string? dtype) ? dtype : "float32",
            IsSparse = (bool?)config["sparse"] ?? false,
            IsRagged = (bool?)config["ragged"] ?? false,
        };
    }
}
