using System.Globalization;
using Keratin.Saving.Hdf5;

namespace Keratin.Tests.Saving.Hdf5;

public class H5RoundTripTests
{
    // A symbol node takes 8 links and a node of the tree 32 of those: 8, 9, 256, 257 are the edges, 10,000 makes three levels.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(100)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    [InlineData(10000)]
    public void All_children_come_back(int count)
    {
        var root = new H5Group();
        for (int i = 0; i < count; i++)
            root.Add(Text(i), H5Dataset.Of<int>([i]));

        H5Group again = Again(root);

        Assert.Equal(count, again.Children.Count);
        for (int i = 0; i < count; i++)
            Assert.Equal([i], again.FindDataset(Text(i))!.ReadInt64s());
    }

    [Fact]
    public void Groups_may_be_deep()
    {
        var root = new H5Group();
        string path = string.Join('/', Enumerable.Range(0, 50).Select(Text));
        root.Ensure(path).Add("x", H5Dataset.Of<float>([1.5f, -2], 2));

        H5Group again = Again(root);

        Assert.Equal([1.5f, -2], again.FindDataset($"{path}/x")!.ReadSingles());
        Assert.Equal(51, again.Walk().Count());
        Assert.Null(again.Find($"{path}/y"));
        Assert.Null(again.Find($"{path}/x/y"));
        Assert.Same(again, again.Find(""));
    }

    [Fact]
    public void Datasets_keep_shape_type_and_numbers()
    {
        var root = new H5Group();
        root.Add("scalar", H5Dataset.Of<float>([3]));
        root.Add("empty", H5Dataset.Of<float>([], 0, 7));
        root.Add("rank4", H5Dataset.Of<float>([.. Enumerable.Range(0, 24).Select(i => i / 4f)], 1, 2, 3, 4));
        root.Add("int64", H5Dataset.Of<long>([long.MinValue, long.MaxValue], 2));
        root.Add("double", H5Dataset.Of<double>([0.1], 1));
        root.Add("half", H5Dataset.Of<Half>([(Half)0.5f, Half.MaxValue], 2));
        root.Add("bytes", H5Dataset.Of<byte>([0, 255], 2));
        root.Add("brain", H5Dataset.OfBytes(H5Type.Opaque16, [0x80, 0x3F], 1));
        root.Add("texts", H5Dataset.OfStrings(["", "ein", "Öl"], 3));

        H5Group again = Again(root);

        Assert.Empty(again.FindDataset("scalar")!.Shape);
        Assert.Equal([3f], again.FindDataset("scalar")!.ReadSingles());
        Assert.Equal([0, 7], again.FindDataset("empty")!.Shape);
        Assert.Empty(again.FindDataset("empty")!.ReadSingles());
        Assert.Equal([1, 2, 3, 4], again.FindDataset("rank4")!.Shape);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => i / 4f), again.FindDataset("rank4")!.ReadSingles());
        Assert.Equal([long.MinValue, long.MaxValue], again.FindDataset("int64")!.ReadInt64s());
        Assert.Equal([0.1f], again.FindDataset("double")!.ReadSingles());
        Assert.Equal([0.1], again.FindDataset("double")!.ReadDoubles());
        Assert.Equal([0.5f, 65504], again.FindDataset("half")!.ReadSingles());
        Assert.Equal([0, 255], again.FindDataset("bytes")!.ReadInt64s());
        Assert.Equal([0x80, 0x3F], again.FindDataset("brain")!.ReadBytes().ToArray());
        Assert.Equal(["", "ein", "Öl"], again.FindDataset("texts")!.ReadStrings());
        Assert.Equal(["brain", "bytes", "double", "empty", "half", "int64", "rank4", "scalar", "texts"], again.Children.Keys);
    }

    [Fact]
    public void Attributes_keep_order_type_and_value()
    {
        var root = new H5Group();
        string longText = new('x', 200_000);
        root.Add(H5Attribute.Of("text", "größer"));
        root.Add(H5Attribute.Of("long", longText));
        root.Add(H5Attribute.Of("empty", ""));
        root.Add(H5Attribute.OfStrings("texts", "a", "", "ccc"));
        root.Add(H5Attribute.OfFixedStrings("fixed", "a", "", "ccc"));
        root.Add(H5Attribute.Of("number", 2.5));
        root.Add(H5Attribute.Of("int", 7));
        root.Add(H5Attribute.Of<double>("none", []));

        H5Group again = Again(root);

        Assert.Equal(["text", "long", "empty", "texts", "fixed", "number", "int", "none"], again.Attributes.Select(a => a.Name));
        Assert.Equal("größer", again.Attribute("text")!.ReadString());
        Assert.Equal(longText, again.Attribute("long")!.ReadString());
        Assert.Equal("", again.Attribute("empty")!.ReadString());
        Assert.Equal(["a", "", "ccc"], again.Attribute("texts")!.ReadStrings());
        Assert.Equal(["a", "", "ccc"], again.Attribute("fixed")!.ReadStrings());
        Assert.Equal([2.5], again.Attribute("number")!.ReadDoubles());
        Assert.Equal([7], again.Attribute("int")!.ReadInt64s());
        Assert.Equal([0], again.Attribute("none")!.Shape);
        Assert.Equal(H5Type.Float64, again.Attribute("none")!.Type);
        Assert.Null(again.Attribute("other"));
    }

    [Fact]
    public void The_same_tree_gives_the_same_bytes_and_so_does_what_was_read()
    {
        byte[] first = Bytes(Sample()), second = Bytes(Sample()), again = Bytes(H5File.Read(first));
        Assert.Equal(first, second);
        Assert.Equal(first, again);
    }

    [Fact]
    public void A_stream_that_cannot_seek_will_do()
    {
        byte[] file = Bytes(Sample());
        using var compressed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZLibStream(compressed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            H5File.Write(zip, Sample());
        compressed.Position = 0;
        using var unzip = new System.IO.Compression.ZLibStream(compressed, System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal(file, Bytes(H5File.Read(unzip)));
    }

    [Fact]
    public void An_attribute_over_64_KiB_is_refused_by_name()
    {
        var root = new H5Group();
        root.AddGroup("layers").Add(H5Attribute.Of<double>("names", new double[9000]));
        var error = Assert.Throws<ArgumentException>(() => Bytes(root));
        Assert.Equal(
            """
            HDF5: attribute "names" of /layers does not fit a header.
              expected: less than 64 KiB
              got:      72056 bytes
            """, error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public void Names_that_no_path_can_have_are_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new H5Group().AddGroup(name));

    [Fact]
    public void A_group_that_contains_itself_is_refused()
    {
        var root = new H5Group();
        root.Add("again", root);
        Assert.Contains("contain itself", Assert.Throws<ArgumentException>(() => Bytes(root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_not_read_as_strings_nor_strings_as_numbers()
    {
        H5Group root = Again(Sample());
        var error = Assert.Throws<InvalidDataException>(() => root.FindDataset("layers/dense/vars/0")!.ReadStrings());
        Assert.Equal(
            """
            HDF5: the file cannot be read.
              expected: strings
              got:      (2, 2) of float32
              where:    offset 4208, /layers/dense/vars/0
            """, error.Message);
        Assert.Throws<InvalidDataException>(() => root.Attribute("name")!.ReadSingles());
        Assert.Throws<InvalidDataException>(() => root.FindDataset("layers/dense/vars/0")!.ReadInt64s());
    }

    internal static H5Group Sample()
    {
        var root = new H5Group();
        root.Add(H5Attribute.Of("name", "sample"));
        H5Group vars = root.Ensure("layers/dense/vars");
        vars.Add(H5Attribute.OfFixedStrings("weight_names", "kernel", "bias"));
        vars.Add("0", H5Dataset.Of<float>([1, 2, 3, 4], 2, 2)).Add(H5Attribute.OfStrings("axes", "in", "out"));
        vars.Add("1", H5Dataset.Of<int>([5, 6], 2));
        root.Ensure("optimizer/vars").Add("0", H5Dataset.Of<long>([12]));
        return root;
    }

    internal static byte[] Bytes(H5Group root)
    {
        using var stream = new MemoryStream();
        H5File.Write(stream, root);
        return stream.ToArray();
    }

    internal static H5Group Again(H5Group root) => H5File.Read(Bytes(root));

    private static string Text(int i) => i.ToString(CultureInfo.InvariantCulture);
}
