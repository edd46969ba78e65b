namespace Keratin.Saving;

/// <summary>What a <c>.keras</c> file has in it.</summary>
/// <param name="Name">Of the file, for messages.</param>
/// <param name="Config">config.json.</param>
/// <param name="Weights">model.weights.h5.</param>
internal sealed record KerasContents(string Name, ReadOnlyMemory<byte> Config, ReadOnlyMemory<byte> Weights)
{
    public const string MetadataEntry = "metadata.json", ConfigEntry = "config.json", WeightsEntry = "model.weights.h5", PickledEntry = "model.weights.npz";

    /// <summary>Longest config.json that is read.</summary>
    public const int MaxConfig = 64 << 20;

    /// <summary>The refusal of a file without something it needs.</summary>
    public static InvalidDataException Missing(string file, string entry, IEnumerable<string> present) => new(
        $"{file}: the file is not complete.\n  expected: {entry}\n  got:      {string.Join(", ", present.Take(10))}");

    /// <summary>The refusal of weights that only Python's pickle can read.</summary>
    public static InvalidDataException Pickled(string file) => new(
        $"{file}: the weights cannot be read.\n  expected: {WeightsEntry}\n  got:      {PickledEntry}, which is a Python pickle and could run code\n" +
        "  hint:     load it with Keras and save it again");
}
