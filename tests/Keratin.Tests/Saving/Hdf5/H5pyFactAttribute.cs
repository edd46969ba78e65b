namespace Keratin.Tests.Saving.Hdf5;

/// <summary>A fact that h5py confirms; skipped, and shown as skipped, where Python or h5py is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class H5pyFactAttribute : FactAttribute
{
    public H5pyFactAttribute() => Skip = H5py.IsHere ? null : "needs the Debian package python3-h5py, which is not here";
}
