using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keratin;

/// <summary>One number, or an array of numbers that broadcasts: what arguments take that may be either, as <c>new Rescaling(1f / 255)</c>.</summary>
public sealed class ArrayLike
{
    private readonly float[] _values;

    private ArrayLike(float[] values, Shape shape) => (_values, Shape) = (values, shape);

    /// <summary>The array's shape; <c>()</c> for one number.</summary>
    public Shape Shape { get; }

    /// <summary>The number, if it is one; else null.</summary>
    public float? Number => Shape.Rank == 0 ? _values[0] : null;

    /// <summary>The numbers in row-major order, as a copy.</summary>
    public float[] ToArray() => [.. _values];

    /// <summary>One number.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator ArrayLike(float number) => FromSingle(number);

    /// <summary>Numbers in a row.</summary>
    /// <param name="numbers">The numbers; they are copied.</param>
    public static implicit operator ArrayLike(float[] numbers) => FromArray(numbers);

    /// <summary>Numbers of any shape.</summary>
    /// <param name="tensor">The numbers; they are copied.</param>
    public static implicit operator ArrayLike(Tensor<float> tensor) => FromTensor(tensor);

    /// <summary>One number.</summary>
    /// <param name="number">The number.</param>
    public static ArrayLike FromSingle(float number) => new([number], Shape.Scalar);

    /// <summary>Numbers in a row.</summary>
    /// <param name="numbers">The numbers; they are copied.</param>
    public static ArrayLike FromArray(float[] numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return new([.. numbers], [numbers.Length]);
    }

    /// <summary>Numbers of any shape.</summary>
    /// <param name="tensor">The numbers; they are copied.</param>
    public static ArrayLike FromTensor(Tensor<float> tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new(tensor.ToArray(), tensor.Shape());
    }

    /// <summary>The number, or the shape.</summary>
    public override string ToString() => Number is { } number ? $"{number:R}" : $"{Shape}";

    /// <summary>The numbers as a node of the graph.</summary>
    internal KerasTensor ToKerasTensor() => Number is { } number ? Ops.Constant(number) : Ops.Constant(_values.ToTensor(Shape));

    /// <summary>A number, or lists in lists.</summary>
    internal JsonNode ToJson() => Nested(0, 0);

    /// <summary>Reads a number, lists in lists, or an array as Keras serializes it; null stays null.</summary>
    /// <exception cref="InvalidDataException">It is none of these, or the lists are of different lengths.</exception>
    internal static ArrayLike? FromJson(JsonNode? node) => node switch
    {
        null => null,
        JsonObject array when (string?)array["class_name"] is "__numpy__" or "__tensor__" && array["config"] is JsonObject config => FromJson(config["value"]),
        JsonArray list => FromList(list),
        JsonValue value when ToNumber(value) is { } number => number,
        _ => throw Unreadable(node),
    };

    /// <summary>A number, however it came into the configuration; null for anything else.</summary>
    internal static float? ToNumber(JsonValue value) => value.GetValueKind() == JsonValueKind.Number
        ? float.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private static ArrayLike FromList(JsonArray list)
    {
        ArrayLike[] parts = [.. list.Select(part => FromJson(part) ?? throw Unreadable(list))];
        if (parts.Any(part => part.Shape != parts[0].Shape))
            throw Unreadable(list);
        return new([.. parts.SelectMany(part => part._values)], [parts.Length, .. parts.Length == 0 ? Shape.Scalar : parts[0].Shape]);
    }

    private JsonNode Nested(int axis, int start)
    {
        if (axis == Shape.Rank)
            return JsonValue.Create(_values[start]);
        int step = (int)Shape[(axis + 1)..].Elements;
        return new JsonArray([.. Enumerable.Range(0, Shape[axis]).Select(i => Nested(axis + 1, start + (i * step)))]);
    }

    private static InvalidDataException Unreadable(JsonNode node)
    {
        string text = node.ToJsonString();
        return new($"Configuration: expected a number or lists of numbers of equal lengths; got {(text.Length > 100 ? $"{text[..100]}…" : text)}.");
    }
}
