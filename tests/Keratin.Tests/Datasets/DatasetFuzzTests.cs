using Keratin.Datasets;

namespace Keratin.Tests.Datasets;

public sealed class DatasetFuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_idx_file_is_read_or_refused()
    {
        byte[] plain = Sample.Idx(Sample.Images(1, 2), 2, 28, 28);
        Assert.True(Damaged.Try(plain, 2000, bytes => IdxFile.Read(new MemoryStream(bytes))) > 0);
        Assert.True(Damaged.Try(Sample.Gzip(plain), 2000, bytes => IdxFile.Read(new MemoryStream(bytes))) > 0);
    }

    [Fact]
    public void A_damaged_npz_is_read_or_refused()
    {
        string path = _folder.Path("mnist.npz");
        int refused = Damaged.Try(Sample.Npz(), 2000, bytes =>
        {
            File.WriteAllBytes(path, bytes);
            Mnist.Load(path);
        });
        Assert.True(refused > 0);
    }
}
