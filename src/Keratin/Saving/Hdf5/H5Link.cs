namespace Keratin.Saving.Hdf5;

/// <summary>A name in a group, the address of the object header it leads to, and where in the file that is written.</summary>
internal readonly record struct H5Link(string Name, long Address, long Offset);
