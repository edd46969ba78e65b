namespace Keratin.Saving.Hdf5;

/// <summary>What the elements of a dataset or attribute are.</summary>
internal enum H5Class
{
    /// <summary>Whole numbers of 1, 2, 4 or 8 bytes; enumerations (h5py's bool) are read as the numbers behind them.</summary>
    Integer,

    /// <summary>IEEE half, single or double.</summary>
    Float,

    /// <summary>The upper half of a single.</summary>
    BrainFloat,

    /// <summary>Strings that each take the same number of bytes.</summary>
    FixedString,

    /// <summary>Strings of any length, kept in a global heap.</summary>
    VariableString,

    /// <summary>Bytes nobody interprets: how h5py stores bfloat16.</summary>
    Opaque,

    /// <summary>Anything else. It can be listed; reading its values is refused by name.</summary>
    Unsupported,
}
