using System.Diagnostics;
using System.Text.RegularExpressions;
using Keratin.Saving.Hdf5;

namespace Keratin.Tests.Saving.Hdf5;

/// <summary>Damaged files: only <see cref="InvalidDataException"/> leaves the reader, and soon.</summary>
public class H5DamageTests
{
    [Fact]
    public void A_file_cut_short_anywhere_is_refused()
    {
        byte[] file = H5RoundTripTests.Bytes(H5RoundTripTests.Sample());
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            var error = Assert.Throws<InvalidDataException>(() => H5File.Read(cut));
            Assert.StartsWith("HDF5: the file cannot be read.\n  expected: ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_changed_byte_anywhere_is_read_or_refused() => Damage(H5RoundTripTests.Bytes(H5RoundTripTests.Sample()));

    [Fact]
    public void Many_changed_bytes_are_read_or_refused()
    {
        byte[] file = H5RoundTripTests.Bytes(H5RoundTripTests.Sample());
        var random = new Random(20260801);
        var clock = Stopwatch.StartNew();
        int refused = 0;
        for (int round = 0; round < 5000; round++)
        {
            byte[] changed = [.. file];
            for (int i = random.Next(2, 20); i > 0; i--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            refused += IsRefused(changed) ? 1 : 0;
        }

        Assert.True(refused > 100, $"{refused} refused");
        AssertSoon(clock);
    }

    [Fact]
    public void Bytes_without_order_behind_a_good_superblock_are_read_or_refused()
    {
        byte[] file = H5RoundTripTests.Bytes(H5RoundTripTests.Sample());
        var random = new Random(7);
        var clock = Stopwatch.StartNew();
        int refused = 0;
        for (int round = 0; round < 1000; round++)
        {
            byte[] changed = [.. file];
            random.NextBytes(changed.AsSpan(random.Next(96, file.Length)));
            refused += IsRefused(changed) ? 1 : 0;
        }

        Assert.True(refused > 100, $"{refused} refused");
        AssertSoon(clock);
    }

    [H5pyFact]
    public void Damage_to_chunks_filters_and_heaps_is_read_or_refused()
    {
        Damage(Made("earliest"));
        Damage(Made("latest"));
    }

    [Fact]
    public void Nodes_that_refer_to_each_other_for_ever_are_refused()
    {
        // One node of the tree, level 1, that is its own and only child: the level gives it away.
        byte[] file = H5RoundTripTests.Bytes(H5RoundTripTests.Sample());
        int tree = file.AsSpan().IndexOf("TREE"u8);
        file[tree + 5] = 1;
        BitConverter.TryWriteBytes(file.AsSpan(tree + 32), (long)tree);
        Assert.Contains("level 0", Assert.Throws<InvalidDataException>(() => H5File.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_goes_on_in_itself_is_refused()
    {
        // The root's attribute becomes a continuation: of itself.
        byte[] file = H5RoundTripTests.Bytes(H5RoundTripTests.Sample());
        int data = file.AsSpan().IndexOf("name\0"u8) - 8, message = data - 8;
        file[message] = 0x10;
        BitConverter.TryWriteBytes(file.AsSpan(data), (long)message);
        BitConverter.TryWriteBytes(file.AsSpan(data + 8), 8L + BitConverter.ToUInt16(file, message + 2));
        Assert.Contains("references without end", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_that_overflows_is_refused()
    {
        // (2, 2) becomes (2⁶², 2⁶²), whose product is 0 in 64 bits.
        byte[] file = H5RoundTripTests.Bytes(H5RoundTripTests.Sample());
        int shape = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[1, 2, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]) + 8;
        BitConverter.TryWriteBytes(file.AsSpan(shape), 1L << 62);
        BitConverter.TryWriteBytes(file.AsSpan(shape + 8), 1L << 62);
        Assert.Equal(
            $"""
            HDF5: the file cannot be read.
              expected: at most 2147483591 bytes
              got:      (4611686018427387904, 4611686018427387904) of float32
              where:    offset {shape + 16}, /layers/dense/vars/0
            """, Assert.Throws<InvalidDataException>(() => H5File.Read(file)).Message);
    }

    [Fact]
    public void Groups_nested_without_end_are_refused()
    {
        var root = new H5Group();
        root.Ensure(string.Join('/', Enumerable.Repeat("a", 256)));
        Assert.Equal(256, H5RoundTripTests.Again(root).Walk().Count());
        root.Ensure(string.Join('/', Enumerable.Repeat("a", 257)));
        Assert.Throws<ArgumentException>(() => H5RoundTripTests.Bytes(root));
    }

    // Each byte is set to what lengths and addresses like least, and to what looks almost right.
    private static void Damage(byte[] file)
    {
        var clock = Stopwatch.StartNew();
        int refused = 0;
        for (int i = 0; i < file.Length; i++)
        {
            if (IsUnused(file, i))
                continue;
            byte good = file[i];
            foreach (byte bad in (ReadOnlySpan<byte>)[255, (byte)(good ^ 1), (byte)(good + 8)])
            {
                file[i] = bad;
                refused += IsRefusedBesideItsChecksums(file) ? 1 : 0;
            }

            file[i] = good;
        }

        Assert.False(IsRefused(file));
        Assert.True(refused > 100, $"{refused} refused");
        AssertSoon(clock);
    }

    // Between zeros and zeros, farther from anything than a field is long: room that is kept free, in nodes and heaps.
    private static bool IsUnused(byte[] file, int i) =>
        i >= 16 && i + 16 < file.Length && !file.AsSpan(i - 16, 33).ContainsAnyExcept((byte)0);

    // Who damages a file on purpose makes its checksums right again. The message says what they should be; so does this.
    private static bool IsRefusedBesideItsChecksums(byte[] file)
    {
        byte[] changed = [.. file];
        for (int round = 0; round < 8; round++)
        {
            string message = Refusal(changed);
            Match match = Regex.Match(message, "with the checksum ([0-9a-f]{8})\n  got:      ([0-9a-f]{8}): ");
            if (!match.Success)
                return message != "";
            int at = changed.AsSpan().IndexOf(BitConverter.GetBytes(Convert.ToUInt32(match.Groups[1].Value, 16)));
            if (at < 0)
                return true; // The sum of a compressed chunk is compressed with it.
            BitConverter.TryWriteBytes(changed.AsSpan(at), Convert.ToUInt32(match.Groups[2].Value, 16));
        }

        return true;
    }

    private static bool IsRefused(byte[] file) => Refusal(file) != "";

    // Any other exception fails the test that asked.
    private static string Refusal(byte[] file)
    {
        try
        {
            H5Group root = H5File.Read(file);
            ReadAll(root);
            foreach (var (_, found) in root.Walk())
                ReadAll(found);
            return "";
        }
        catch (InvalidDataException error) when (error.Message.StartsWith("HDF5", StringComparison.Ordinal))
        {
            return error.Message;
        }
    }

    private static void ReadAll(H5Object found)
    {
        foreach (H5Attribute attribute in found.Attributes)
            Read(attribute.Values);
        if (found is H5Dataset dataset)
            Read(dataset.Values);
    }

    private static void Read(H5Values values)
    {
        values.ReadBytes();
        if (values.Type.Class is H5Class.VariableString or H5Class.FixedString)
            Assert.Equal(values.Count, values.ReadStrings().Length);
        else if (values.Type.Class is H5Class.Integer or H5Class.Float)
            Assert.Equal(values.Count, values.ReadSingles().Length);
    }

    // Minutes, where seconds are usual, for a machine may be busy.
    private static void AssertSoon(Stopwatch clock) => Assert.True(clock.Elapsed < TimeSpan.FromMinutes(4), $"{clock.Elapsed}");

    private static byte[] Made(string version)
    {
        using var file = new TemporaryFile();
        H5py.Run(
            $$"""
            import sys, h5py, numpy as np
            x = np.arange(35, dtype='f4').reshape(7, 5)
            with h5py.File(sys.argv[1], 'w', libver='{{version}}') as f:
                f.attrs['text'] = 'abc'
                f.create_dataset('gzip', data=x, chunks=(3, 2), compression='gzip', shuffle=True, fletcher32=True)
                f.create_dataset('plain', data=x, chunks=(3, 2))
                f.create_dataset('vlen', data=['a', 'bb', ''], chunks=(2,), dtype=h5py.string_dtype())
                for i in range(12): f[f'groups/x{i}'] = 5
                for i in range(12): f['groups'].attrs[f'x{i}'] = 5
            """, file.Name);
        return File.ReadAllBytes(file.Name);
    }
}
