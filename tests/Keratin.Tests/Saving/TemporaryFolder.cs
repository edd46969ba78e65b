namespace Keratin.Tests.Saving;

/// <summary>A folder nobody else uses; what is there is deleted at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Name);

    public string Name { get; } = Path.Combine(Path.GetTempPath(), $"keratin-{Guid.NewGuid():N}");

    public string At(string file) => Path.Combine(Name, file);

    public void Dispose() => Directory.Delete(Name, recursive: true);
}
