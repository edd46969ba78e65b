using Keratin.Datasets;

namespace Keratin.Tests.Datasets;

public sealed class NpzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("|u1", new byte[] { 3, 9 })]
    [InlineData("|i1", new byte[] { 3, 9 })]
    [InlineData("<i2", new byte[] { 3, 0, 9, 0 })]
    [InlineData(">i2", new byte[] { 0, 3, 0, 9 })]
    [InlineData("=u2", new byte[] { 3, 0, 9, 0 })]
    [InlineData("<i4", new byte[] { 3, 0, 0, 0, 9, 0, 0, 0 })]
    [InlineData("<i8", new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(">u8", new byte[] { 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 9 })]
    public void Labels_may_be_of_any_integer_type(string descr, byte[] elements)
    {
        MnistFilesTests.AssertIsSample(Load(("y_train", Sample.Npy(elements, descr, "(2,)"))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void All_versions_are_read(byte version)
    {
        MnistFilesTests.AssertIsSample(Load(("y_train", Sample.Npy([3, 9], "|u1", "(2,)", version))));
    }

    [Theory]
    [InlineData("{'shape':(2,),'fortran_order':True,'descr':\"|u1\"}")] // Fortran order means nothing with one axis
    [InlineData("{ 'descr' : '|u1' , 'fortran_order' : False , 'shape' : (2L,) , }   \n")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2)}")]
    public void The_header_is_read_however_it_is_spaced(string header)
    {
        MnistFilesTests.AssertIsSample(Load(("y_train", Sample.Npy([3, 9], header))));
    }

    [Theory]
    [InlineData("", "'{'", "the end of the header")]
    [InlineData("[]", "'{'", "'[]'")]
    [InlineData("{'descr': 1}", "a string in quotes", "'1}'")]
    [InlineData("{'descr: 1}", "a closing quote", "''descr: 1}'")]
    [InlineData("{'descr' '|u1'}", "':'", "''|u1'}'")]
    [InlineData("{'fortran_order': 0}", "True or False", "'0}'")]
    [InlineData("{'shape': (2, -1)}", "a length from 0 to 2147483647", "'-1)}'")]
    [InlineData("{'shape': (99999999999,)}", "a length from 0 to 2147483647", "'99999999999,)}'")]
    [InlineData("{'shape': (2 3)}", "')'", "'3)}'")]
    [InlineData("{'size': 3}", "the key 'descr', 'fortran_order' or 'shape'", "'size'")]
    [InlineData("{'descr': 'a', 'descr': 'b'}", "each key once", "'descr' again")]
    [InlineData("{'descr': '|u1', 'shape': (2,)}", "the keys 'descr', 'fortran_order' and 'shape'", "'descr', 'shape'")]
    [InlineData("{'descr': '|u1'} + 1", "nothing after the dictionary", "'+ 1'")]
    public void A_header_that_is_none_is_refused(string header, string expected, string got)
    {
        string message = Refusal(("y_train", Sample.Npy([3, 9], header)));
        Assert.Matches(@"^.*mnist\.npz, y_train, character \d+ of the header: the array's header cannot be read\.", message);
        Assert.EndsWith($"\n  expected: {expected}\n  got:      {got}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_another_type_are_refused()
    {
        Assert.Equal(
            $"""
            {_folder.Path("mnist.npz")}, x_train: the type of the elements is not supported.
              expected: '|u1'
              got:      '<f4'
              hint:     save x.astype('uint8'), with values 0 to 255
            """, Refusal(("x_train", Sample.Npy(new byte[4 * 784], "<f4", "(1, 28, 28)"))));
    }

    [Theory]
    [InlineData("|O")]
    [InlineData("<f8")]
    [InlineData("|b1")]
    [InlineData("<i3")]
    [InlineData("")]
    public void Labels_that_are_no_integers_are_refused(string descr)
    {
        Assert.EndsWith($"  expected: an integer type, such as '|u1' or '<i8'\n  got:      '{descr}'",
            Refusal(("y_test", Sample.Npy(new byte[8], descr, "(1,)"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_fits_no_byte_is_refused_with_its_index()
    {
        Assert.Contains("y_train, element 1: does not fit into a byte.\n  expected: 0 to 255\n  got:      -2",
            Refusal(("y_train", Sample.Npy([3, 0, 0xFE, 0xFF], "<i2", "(2,)"))), StringComparison.Ordinal);
        Assert.Contains("got:      18446744073709551615",
            Refusal(("y_test", Sample.Npy([255, 255, 255, 255, 255, 255, 255, 255], "<u8", "(1,)"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Fortran_order_is_refused()
    {
        Assert.Contains("got:      Fortran order\n  hint:     save numpy.ascontiguousarray(x)",
            Refusal(("x_test", Sample.Npy(new byte[784], "|u1", "(1, 28, 28)", fortran: "True"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_shape_is_refused()
    {
        Assert.Contains("x_test: these are no MNIST images.\n  expected: (count, 28, 28), count at least 1\n  got:      (1, 28, 28, 1)",
            Refusal(("x_test", Sample.Npy(new byte[784], "|u1", "(1, 28, 28, 1)"))), StringComparison.Ordinal);
        Assert.Contains("y_test: these are no labels.", Refusal(("y_test", Sample.Npy([1], "|u1", "()"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_or_too_many_elements_are_refused()
    {
        Assert.Contains("the array ends too early.\n  expected: 2 bytes of elements\n  got:      1",
            Refusal(("y_train", Sample.Npy([3], "|u1", "(2,)"))), StringComparison.Ordinal);
        Assert.Contains("there is more in the array than its header says",
            Refusal(("y_train", Sample.Npy([3, 9, 9], "|u1", "(2,)"))), StringComparison.Ordinal);
        Assert.Contains("too large", Refusal(("y_train", Sample.Npy([3], "<i8", "(2000000000,)"))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_array_is_refused()
    {
        Assert.Contains("y_train, offset 0: no NumPy array", Refusal(("y_train", [1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("got:      93 4E 55 4D 50 59 04 00", Refusal(("y_train", Sample.Npy([3, 9], "{}", version: 4))), StringComparison.Ordinal);
        Assert.Contains("the file ends in its header", Refusal(("y_train", Sample.Npy([], "{'descr'")[..15])), StringComparison.Ordinal);
        Assert.Contains("the header is too long.\n  expected: at most 10000 bytes\n  got:      20000",
            Refusal(("y_train", Sample.Npy([], new string(' ', 20000), version: 2))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_array_is_named()
    {
        Assert.Equal(
            $"""
            {_folder.Path("mnist.npz")}, x_test: the array is missing.
              expected: an entry x_test.npy
              got:      x_train.npy, y_train.npy, y_test.npy
            """, Refusal(("x_test", null)));
    }

    [Fact]
    public void What_is_no_zip_file_is_refused()
    {
        string path = _folder.Write("mnist.npz", Sample.Idx([1, 2], 2));
        string message = Assert.Throws<InvalidDataException>(() => Mnist.Load(path)).Message;
        Assert.StartsWith($"{path}: no NumPy archive.\n  expected: a zip file", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        byte[] npz = Sample.Npz();
        int directory = npz.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 1, 2]);
        npz[directory + 16] ^= 1; // of the first entry, x_train
        string path = _folder.Write("mnist.npz", npz);
        string message = Assert.Throws<InvalidDataException>(() => Mnist.Load(path)).Message;
        Assert.StartsWith($"{path}, x_train: the compressed data is damaged.", message, StringComparison.Ordinal);
        Assert.Contains("got:      checksum ", message, StringComparison.Ordinal);
    }

    private MnistData Load(params (string Key, byte[]? Npy)[] instead)
    {
        _folder.Write("mnist.npz", Sample.Npz(instead));
        return Mnist.Load(_folder.Root);
    }

    private string Refusal((string Key, byte[]? Npy) instead) => Assert.Throws<InvalidDataException>(() => Load(instead)).Message;
}
