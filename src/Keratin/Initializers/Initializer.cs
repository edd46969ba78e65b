using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Gives a weight its first value.</summary>
/// <remarks>
/// One of your own derives from this class, fills in <see cref="Fill"/>, and gives its numbers in <see cref="Config"/> if files should keep them. What is
/// random comes from <see cref="NextSeed"/>, so that it follows the program's seed.
/// </remarks>
public abstract class Initializer
{
    /// <summary>The same value at each use; by default the next seed of the program.</summary>
    public int? Seed { get; init; }

    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>What Keras writes into a file.</summary>
    public virtual JsonObject Config => [];

    /// <summary>Writes the first value.</summary>
    /// <param name="values">As many numbers as the shape has, row-major.</param>
    /// <param name="shape">Shape of the weight; for kernels the last two axes are inputs and outputs.</param>
    public abstract void Fill(Span<float> values, Shape shape);

    /// <summary>The initializer that Keras calls so: <c>glorot_uniform</c>.</summary>
    /// <param name="name">Keras' name, in either spelling.</param>
    public static implicit operator Initializer(string name) => FromString(name);

    /// <summary>The initializer that Keras calls so: <c>glorot_uniform</c>.</summary>
    /// <param name="name">Keras' name, in either spelling.</param>
    public static Initializer FromString(string name) => InitializerTable.Create(name);

    internal JsonObject Serialize() =>
        Serialized.Wrap("keras.initializers", ClassName, Config, isKnown: InitializerTable.FromConfig.ContainsKey(ClassName));

    internal static Initializer? Deserialize(JsonNode? node) =>
        node is null ? null : InitializerTable.Create(node);

    /// <summary>What to draw from at one use: <see cref="Seed"/> where it is given, else the next seed of the program.</summary>
    protected ulong NextSeed() => Seed is { } seed ? (ulong)seed : RandomSeed.Next();

    private protected RandomStream NewStream() => new(NextSeed());
}
