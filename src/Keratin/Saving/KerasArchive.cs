using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Keratin.Saving;

/// <summary>Reads and writes the container of a <c>.keras</c> file: a ZIP, or for reading a folder with the same files.</summary>
internal static class KerasArchive
{
    private const string KerasVersion = "3.16.0";

    // A deflated entry may be that large in any case, and beyond it so many times as large as what is stored.
    private const int AlwaysFine = 64 << 20, MaximumRatio = 100;

    private static readonly DateTimeOffset s_epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The contents of a file or folder.</summary>
    public static KerasContents Read(string path)
    {
        if (Directory.Exists(path))
            return ReadFolder(path);
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>The contents of a stream.</summary>
    public static KerasContents Read(Stream stream, string name)
    {
        Stream source = FileMagic.Seekable(stream, name);
        FileMagic.RequireZip(source, name);
        try
        {
            using var archive = new ZipArchive(source, ZipArchiveMode.Read, leaveOpen: true);
            return Read(archive, source.Length, name);
        }
        // The file is open and its length known, so what fails from here on is what it says.
        catch (Exception refused) when (IsBadZip(refused, name))
        {
            throw new InvalidDataException($"{name}: expected a ZIP file; got: {refused.Message}", refused);
        }
    }

    /// <summary>Writes a file's three entries, stored as they are.</summary>
    public static void Write(Stream stream, string config, Action<Stream> weights, TimeProvider time)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        JsonObject metadata = new()
        {
            ["keras_version"] = KerasVersion,
            ["date_saved"] = time.GetUtcNow().ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
        };
        Add(archive, KerasContents.MetadataEntry, Text(PythonJson.Write(metadata)));
        Add(archive, KerasContents.ConfigEntry, Text(config));
        Add(archive, KerasContents.WeightsEntry, weights);
    }

    private static bool IsBadZip(Exception refused, string name) =>
        refused is IOException or ArgumentException or NotSupportedException or InvalidOperationException or OverflowException
        || (refused is InvalidDataException && !refused.Message.StartsWith($"{name}: ", StringComparison.Ordinal));

    private static Action<Stream> Text(string text) => stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text));

    private static void Add(ZipArchive archive, string name, Action<Stream> write)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        // The same model gives the same bytes: when it was saved stands in metadata.json only.
        entry.LastWriteTime = s_epoch;
        using Stream stream = entry.Open();
        write(stream);
    }

    private static KerasContents ReadFolder(string path)
    {
        string[] present = [.. Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        RequireEntries(path, present);
        return new(path, ReadFile(path, KerasContents.ConfigEntry, KerasContents.MaxConfig), ReadFile(path, KerasContents.WeightsEntry, Array.MaxLength));
    }

    private static byte[] ReadFile(string folder, string name, int limit)
    {
        string path = Path.Combine(folder, name);
        long length = new FileInfo(path).Length;
        return length <= limit ? File.ReadAllBytes(path) : throw TooLong(path, limit, length);
    }

    private static KerasContents Read(ZipArchive archive, long fileLength, string name)
    {
        foreach (ZipArchiveEntry entry in archive.Entries)
            CheckPath(entry.FullName, name);
        RequireEntries(name, [.. archive.Entries.Select(entry => entry.FullName)]);
        return new(
            name,
            ReadEntry(archive, KerasContents.ConfigEntry, KerasContents.MaxConfig, fileLength, name),
            ReadEntry(archive, KerasContents.WeightsEntry, Array.MaxLength, fileLength, name));
    }

    private static void RequireEntries(string file, string[] present)
    {
        if (!present.Contains(KerasContents.ConfigEntry))
            throw KerasContents.Missing(file, KerasContents.ConfigEntry, present);
        if (!present.Contains(KerasContents.WeightsEntry))
            throw present.Contains(KerasContents.PickledEntry) ? KerasContents.Pickled(file) : KerasContents.Missing(file, KerasContents.WeightsEntry, present);
    }

    // Nothing is unpacked to a folder; a name that would lead out of one shows what the file is for.
    private static void CheckPath(string path, string file)
    {
        if (path.Split('/', '\\').Contains("..") || path.StartsWith('/') || path.StartsWith('\\') || path.Contains('\0'))
            throw new InvalidDataException($"{file}: expected entries inside the file; got '{path}'.");
    }

    private static byte[] ReadEntry(ZipArchive archive, string entryName, int limit, long fileLength, string file)
    {
        string place = $"{file}: {entryName}";
        ZipArchiveEntry[] entries = [.. archive.Entries.Where(entry => entry.FullName == entryName)];
        if (entries is not [ZipArchiveEntry only])
            throw new InvalidDataException($"{place}: expected the entry once; got it {entries.Length} times.");
        if (only.Length > limit)
            throw TooLong(place, limit, only.Length);
        if (only.CompressedLength > fileLength || (only.Length > AlwaysFine && only.Length / MaximumRatio > only.CompressedLength))
            throw new InvalidDataException($"{place}: expected a length in proportion to the file; got {only.Length} bytes made of {only.CompressedLength}.");
        return ReadAll(only, place);
    }

    // An entry says how long it is and may lie.
    private static byte[] ReadAll(ZipArchiveEntry entry, string place)
    {
        var bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length || stream.ReadByte() >= 0)
            throw new InvalidDataException($"{place}: expected {bytes.Length} bytes, as the entry says; got {(read < bytes.Length ? "fewer" : "more")}.");
        return Crc32.Of(bytes) == entry.Crc32 ? bytes
            : throw new InvalidDataException($"{place}: expected the checksum {entry.Crc32:x8}; got {Crc32.Of(bytes):x8}: the file is damaged.");
    }

    private static InvalidDataException TooLong(string place, int limit, long length) => new($"{place}: expected at most {limit} bytes; got {length}.");
}
