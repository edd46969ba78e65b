namespace Keratin.Saving.Hdf5;

/// <summary>One chunk: where it begins in the dataset, where in the file it is, how long there, and which filters it did not go through.</summary>
internal readonly record struct H5Chunk(long[] Origin, long Address, long Length, uint SkippedFilters);
