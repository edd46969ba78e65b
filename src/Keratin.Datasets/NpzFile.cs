using System.IO.Compression;

namespace Keratin.Datasets;

// A NumPy archive: a zip file of .npy files.
internal sealed class NpzFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly ZipArchive _archive;

    public NpzFile(string path)
    {
        _path = path;
        _file = File.OpenRead(path);
        try
        {
            _archive = new ZipArchive(_file, ZipArchiveMode.Read);
            _ = _archive.Entries; // the directory of a zip file is read when first asked for
        }
        catch (Exception damage)
        {
            _file.Dispose();
            if (!IsDamage(damage))
                throw;
            throw BadFile.Of(path, "no NumPy archive", "a zip file with the arrays x_train, y_train, x_test and y_test",
                damage.Message, "to read IDX files, give the directory they are in", damage);
        }
    }

    public Tensor<byte> ReadBytes(string key, bool anyInteger, Action<int[], string> checkLengths)
    {
        string who = $"{_path}, {key}";
        using Stream stream = Open(key, who);
        return NpyReader.Read(stream, who, anyInteger, checkLengths);
    }

    public void Dispose()
    {
        _archive.Dispose();
        _file.Dispose();
    }

    private NpzEntryStream Open(string key, string who)
    {
        ZipArchiveEntry entry = _archive.GetEntry($"{key}.npy")
            ?? throw BadFile.Of(who, "the array is missing", $"an entry {key}.npy", Entries());
        try
        {
            return new NpzEntryStream(entry.Open(), entry.Crc32);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw BadFile.Of(who, "the entry cannot be opened", "an entry that is stored or deflated, and not encrypted", damage.Message,
                null, damage);
        }
    }

    private string Entries() =>
        _archive.Entries.Count == 0 ? "an empty archive" : string.Join(", ", _archive.Entries.Take(8).Select(entry => entry.FullName));

    // A damaged zip file makes the library fail in any of these ways, by where the damage leads it.
    internal static bool IsDamage(Exception e) =>
        e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException;
}
