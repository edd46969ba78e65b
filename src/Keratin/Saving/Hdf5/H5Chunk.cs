namespace Keratin.Saving.Hdf5;

/// <summary>One chunk of a dataset.</summary>
/// <param name="Origin">Where in the dataset it begins.</param>
/// <param name="Address">Where in the file it is.</param>
/// <param name="Length">How many bytes it has there.</param>
/// <param name="SkippedFilters">One bit for each filter it did not go through.</param>
internal readonly record struct H5Chunk(long[] Origin, long Address, long Length, uint SkippedFilters);
