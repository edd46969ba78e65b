using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Keratin.Saving.Hdf5;

namespace Keratin.Tests.Saving.Hdf5;

/// <summary>Files that Keras and others wrote.</summary>
public class H5SharedTests
{
    // One line for each dataset, and one for each attribute, by path.
    private const string Listing =
        """
        import sys, h5py, hashlib, io, zipfile, numpy as np
        def text(v):
            if isinstance(v, np.ndarray) and v.dtype.kind in 'SO' or isinstance(v, (bytes, str)):
                v = np.atleast_1d(np.array(v, dtype=object)).ravel()
                return '|'.join(s.decode('utf8') if isinstance(s, bytes) else s for s in v)
            return '|'.join(f'{float(x):.6f}' for x in np.asarray(v, 'f8').ravel())
        def show(path, o):
            for k in sorted(o.attrs): print('A', path, k, hashlib.sha256(text(o.attrs[k]).encode('utf8')).hexdigest().upper())
            if isinstance(o, h5py.Dataset):
                print('D', path, 'x'.join(map(str, o.shape)), hashlib.sha256(np.asarray(o[()], '<f4').tobytes()).hexdigest().upper())
            else:
                for k in sorted(o): show(path + '/' + k, o[k])
        for name in sys.argv[1:]:
            source = name if name.endswith('.h5') else io.BytesIO(zipfile.ZipFile(name).read('model.weights.h5'))
            print('F', name)
            with h5py.File(source, 'r') as f: show('', f)
        """;

    [SharedFact]
    public void Every_file_is_read_to_its_last_byte()
    {
        int files = 0, datasets = 0;
        foreach (var (name, root) in Files())
        {
            files++;
            foreach (var (path, found) in root.Walk())
            {
                if (found is not H5Dataset dataset)
                    continue;
                datasets++;
                Assert.True(dataset.ReadSingles().Length == dataset.Count, $"{name}, {path}");
            }
        }

        Assert.True(files > 100 && datasets > 600, $"{files} files with {datasets} datasets");
    }

    [H5pySharedFact]
    public void Every_file_says_what_h5py_says_it_does()
    {
        var ours = new StringBuilder();
        foreach (var (name, root) in Files())
        {
            ours.Append(CultureInfo.InvariantCulture, $"F {name}\n");
            Show("", root, ours);
        }

        Assert.Equal(H5py.Run(Listing, Names()).Split('\n'), ours.ToString().Split('\n'));
    }

    [SharedFact]
    public void Every_file_comes_back_from_what_we_write_of_it()
    {
        foreach (var (name, root) in Files())
        {
            byte[] again = H5RoundTripTests.Bytes(root);
            Assert.True(Lines(root) == Lines(H5File.Read(again)), name);
        }
    }

    private static string Lines(H5Group root)
    {
        var lines = new StringBuilder();
        Show("", root, lines);
        return lines.ToString();
    }

    private static void Show(string path, H5Object here, StringBuilder lines)
    {
        foreach (H5Attribute attribute in here.Attributes.OrderBy(a => a.Name, StringComparer.Ordinal))
            lines.Append(CultureInfo.InvariantCulture, $"A {path} {attribute.Name} {Hash(Encoding.UTF8.GetBytes(Text(attribute)))}\n");
        if (here is H5Dataset dataset)
            lines.Append(CultureInfo.InvariantCulture, $"D {path} {string.Join('x', dataset.Shape)} {Hash(dataset.ReadSingles())}\n");
        if (here is not H5Group group)
            return;
        foreach (var (name, child) in group.Children.OrderBy(c => c.Key, StringComparer.Ordinal))
            Show($"{path}/{name}", child, lines);
    }

    private static string Text(H5Attribute attribute) => attribute.Type.Class is H5Class.FixedString or H5Class.VariableString
        ? string.Join('|', attribute.ReadStrings())
        : string.Join('|', attribute.ReadDoubles().Select(x => x.ToString("F6", CultureInfo.InvariantCulture)));

    private static string Hash(float[] values) => Hash(MemoryMarshal.AsBytes(values.AsSpan()));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private static string[] Names() => [.. SharedFiles.Under("fixtures", ".h5"), .. SharedFiles.Under("fixtures", ".keras")];

    private static IEnumerable<(string Name, H5Group Root)> Files()
    {
        foreach (string name in Names())
            yield return (name, name.EndsWith(".h5", StringComparison.Ordinal) ? H5File.Read(File.ReadAllBytes(name)) : ReadArchive(name));
    }

    private static H5Group ReadArchive(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(name);
        using Stream stream = archive.GetEntry("model.weights.h5")!.Open();
        return H5File.Read(stream);
    }
}
