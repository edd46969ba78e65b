using System.Text.Json.Nodes;
using Keratin.Layers;

namespace Keratin.Saving;

/// <summary>What one loading run knows: the file, the user's classes, who hears warnings, and how much work is left.</summary>
internal sealed class LoadContext(string file, IReadOnlyDictionary<string, Func<JsonObject, Layer>>? customObjects, Action<string>? onWarning)
{
    // Nested models that call each other twice and twice again make a small file a graph without end.
    private const int MaxCalls = 200_000;

    private readonly List<(Layer Layer, bool Trainable)> _trainable = [];
    private long _calls;

    /// <summary>Name of the file, for messages.</summary>
    public string File { get; } = file;

    /// <summary>The user's classes by name.</summary>
    public IReadOnlyDictionary<string, Func<JsonObject, Layer>> CustomObjects { get; } = customObjects ?? new Dictionary<string, Func<JsonObject, Layer>>();

    /// <summary>Layers that the file mentions more than once, by its number for them.</summary>
    public Dictionary<long, Layer> Shared { get; } = [];

    /// <summary>Says that something was read otherwise than it stands there.</summary>
    public void Warn(string message) => onWarning?.Invoke($"{File}: {message}");

    /// <summary>Does something with values of the file, whose mistakes are the file's.</summary>
    public T At<T>(string place, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception refused) when (IsBadContent(refused))
        {
            throw Refuse(place, refused);
        }
    }

    /// <summary>The refusal with file and place; one that has them already stays as it is.</summary>
    public InvalidDataException Refuse(string place, Exception reason) =>
        reason is InvalidDataException placed && placed.Message.StartsWith($"{File}: ", StringComparison.Ordinal)
            ? placed
            : Refuse(place, reason.Message, reason);

    /// <summary>The refusal with file and place.</summary>
    public InvalidDataException Refuse(string place, string message, Exception? reason = null) => new($"{File}: {place}: {message}", reason);

    /// <summary>What layers throw at values they do not take.</summary>
    /// <remarks>A null where a number is wanted is a NullReferenceException of JsonNode's conversion operators.</remarks>
    public static bool IsBadContent(Exception exception) => exception
        is InvalidDataException or ArgumentException or InvalidOperationException or FormatException or InvalidCastException or NotSupportedException
        or KeyNotFoundException or OverflowException or NullReferenceException or IndexOutOfRangeException;

    /// <summary>Counts calls of layers that describing the model will make.</summary>
    public void CountCalls(long calls, string place)
    {
        _calls += calls;
        if (_calls > MaxCalls)
            throw Refuse(place, $"expected at most {MaxCalls} calls of layers in all; got more.");
    }

    /// <summary>Remembers whether training is to change a layer.</summary>
    public void SetTrainable(Layer layer, bool isTrainable) => _trainable.Add((layer, isTrainable));

    /// <summary>Freezes what is frozen: outer ones first, because freezing goes inwards, and what is inside may say otherwise.</summary>
    public void ApplyTrainable()
    {
        foreach (var (layer, isTrainable) in Enumerable.Reverse(_trainable))
            layer.Trainable = isTrainable;
    }
}
