namespace Keratin.Saving.Hdf5;

/// <summary>The messages of an object header that matter here; the numbers are the file's.</summary>
internal enum H5MessageType
{
    /// <summary>A gap.</summary>
    Nil = 0x00,

    /// <summary>The shape.</summary>
    Dataspace = 0x01,

    /// <summary>Where the links of a group are, if they do not lie in the header.</summary>
    LinkInfo = 0x02,

    /// <summary>The type of an element.</summary>
    Datatype = 0x03,

    /// <summary>The fill value, as older libraries wrote it.</summary>
    OldFillValue = 0x04,

    /// <summary>The fill value.</summary>
    FillValue = 0x05,

    /// <summary>One link of a group.</summary>
    Link = 0x06,

    /// <summary>Names of other files that have the data.</summary>
    ExternalFiles = 0x07,

    /// <summary>Where and how the data is stored.</summary>
    Layout = 0x08,

    /// <summary>The filters each chunk went through.</summary>
    Filters = 0x0B,

    /// <summary>An attribute.</summary>
    Attribute = 0x0C,

    /// <summary>Where the header goes on.</summary>
    Continuation = 0x10,

    /// <summary>Where the B-tree and the heap of an old-style group are.</summary>
    SymbolTable = 0x11,

    /// <summary>Where the attributes are, if they do not lie in the header.</summary>
    AttributeInfo = 0x15,

    /// <summary>The highest number the format gives to a message.</summary>
    Last = 0x18,
}
