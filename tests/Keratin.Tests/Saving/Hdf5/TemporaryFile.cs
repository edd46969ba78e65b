namespace Keratin.Tests.Saving.Hdf5;

/// <summary>A file name nobody else uses; what is there is deleted at the end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Name { get; } = Path.Combine(Path.GetTempPath(), $"keratin-{Guid.NewGuid():N}.h5");

    public void Dispose() => File.Delete(Name);
}
