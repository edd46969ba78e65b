using Keratin.Datasets;

namespace Keratin.Tests.Datasets;

public sealed class MnistFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-", false, "")]
    [InlineData(".", false, "")]
    [InlineData("-", true, ".gz")]
    [InlineData(".", true, ".gz")]
    [InlineData("-", true, "")] // gzipped, and not named so
    public void Four_idx_files_are_read_under_all_their_names(string separator, bool gzip, string extension)
    {
        Sample.WriteIdx(_folder, name => name.Replace("-idx", $"{separator}idx", StringComparison.Ordinal) + extension, gzip);
        AssertIsSample(Mnist.Load(_folder.Root));
    }

    [Fact]
    public void An_npz_is_read_from_its_folder_and_by_its_name()
    {
        string path = _folder.Write("mnist.npz", Sample.Npz());
        AssertIsSample(Mnist.Load(_folder.Root));
        AssertIsSample(Mnist.Load(path));
    }

    [Fact]
    public void Idx_files_win_over_an_npz()
    {
        _folder.Write("mnist.npz", Sample.Npz(("y_train", Sample.Npy([1, 1], "|u1", "(2,)"))));
        Sample.WriteIdx(_folder);
        AssertIsSample(Mnist.Load(_folder.Root));
    }

    [Fact]
    public void An_npz_wins_over_idx_files_that_are_not_complete()
    {
        _folder.Write("mnist.npz", Sample.Npz());
        _folder.Write("train-labels-idx1-ubyte", Sample.Idx([1, 1], 2));
        AssertIsSample(Mnist.Load(_folder.Root));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Sample.WriteIdx(_folder);
        File.Delete(_folder.Path("t10k-labels-idx1-ubyte"));
        var error = Assert.Throws<FileNotFoundException>(() => Mnist.Load(_folder.Root));
        Assert.Equal(
            $"""
            Mnist.Load: files are missing in '{_folder.Root}'.
              expected: t10k-labels-idx1-ubyte (plain or .gz), or mnist.npz
              got:      3 of the 4 IDX files
              hint:     Mnist.Load() without a path needs no files
            """, error.Message);
    }

    [Fact]
    public void A_missing_folder_or_archive_is_named()
    {
        var folder = Assert.Throws<DirectoryNotFoundException>(() => Mnist.Load(_folder.Path("none")));
        var archive = Assert.Throws<FileNotFoundException>(() => Mnist.Load(_folder.Path("none.npz")));
        Assert.Equal($"Mnist.Load: there is no directory '{_folder.Path("none")}'.", folder.Message);
        Assert.Equal($"Mnist.Load: there is no file '{_folder.Path("none.npz")}'.", archive.Message);
    }

    [Fact]
    public void An_empty_path_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Mnist.Load(""));
        Assert.Throws<ArgumentNullException>(() => Mnist.Load(null!));
    }

    [Fact]
    public void Labels_of_another_count_are_refused()
    {
        Sample.WriteIdx(_folder);
        string labels = _folder.Write("train-labels-idx1-ubyte", Sample.Idx([1, 2, 3], 3));
        AssertRefused(
            $"""
            {labels}: images and labels do not belong together.
              expected: 2 labels, one per image in {_folder.Path("train-images-idx3-ubyte")}
              got:      3
              hint:     one of the two may be of another data set
            """);
    }

    [Fact]
    public void A_label_above_nine_is_refused_with_its_index()
    {
        Sample.WriteIdx(_folder);
        string labels = _folder.Write("train-labels-idx1-ubyte", Sample.Idx([9, 10], 2));
        AssertRefused(
            $"""
            {labels}, label 1: no label of ten classes.
              expected: 0 to 9
              got:      10
            """);
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        Sample.WriteIdx(_folder);
        string images = _folder.Write("t10k-images-idx3-ubyte", Sample.Idx(new byte[64], 1, 8, 8));
        AssertRefused(
            $"""
            {images}: these are no MNIST images.
              expected: (count, 28, 28), count at least 1
              got:      (1, 8, 8)
              hint:     scale the images to 28 × 28
            """);
    }

    [Fact]
    public void Files_that_changed_places_are_recognised()
    {
        Sample.WriteIdx(_folder);
        string images = _folder.Write("train-images-idx3-ubyte", Sample.Idx([3, 9], 2));
        AssertRefused(
            $"""
            {images}: these are no MNIST images.
              expected: (count, 28, 28), count at least 1
              got:      (2,)
              hint:     these look like labels; the files may have changed places
            """);
    }

    private void AssertRefused(string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Mnist.Load(_folder.Root)).Message);

    internal static void AssertIsSample(MnistData data)
    {
        Tensor<byte>[] parts = [data.Train.Images, data.Train.Labels, data.Test.Images, data.Test.Labels];
        for (int n = 0; n < parts.Length; n++)
        {
            Assert.Equal(Sample.Parts[n].Values, MnistTests.Values(parts[n]));
            Assert.Equal(Sample.Parts[n].Lengths.Select(length => (nint)length), parts[n].Lengths.ToArray());
        }
    }
}
