namespace Keratin.Tests.Saving.Hdf5;

/// <summary>A fact about files in <c>../shared</c> that h5py confirms; skipped, and shown as skipped, where either is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class H5pySharedFactAttribute : FactAttribute
{
    public H5pySharedFactAttribute() => Skip = SharedFiles.Root is null ? SharedFiles.Missing : new H5pyFactAttribute().Skip;
}
