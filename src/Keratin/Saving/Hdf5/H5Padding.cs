namespace Keratin.Saving.Hdf5;

/// <summary>What follows the text in a fixed string; the numbers are the file's.</summary>
internal enum H5Padding
{
    /// <summary>A zero, and then whatever happens to be there.</summary>
    NullTerminated = 0,

    /// <summary>Zeros.</summary>
    NullPadded = 1,

    /// <summary>Spaces.</summary>
    SpacePadded = 2,
}
