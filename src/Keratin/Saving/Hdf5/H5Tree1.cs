namespace Keratin.Saving.Hdf5;

/// <summary>The nodes of a version 1 B-tree, which are alike whatever the tree holds.</summary>
internal static class H5Tree1
{
    /// <summary>The kind of tree that holds the links of a group.</summary>
    public const int Groups = 0;

    /// <summary>The kind of tree that holds the chunks of a dataset.</summary>
    public const int Chunks = 1;

    // Even with two children a node, more levels than this are more entries than bytes in any file.
    private const int MaximumLevel = 32;

    /// <summary>
    /// The entries of a node: key, child, key, child, …, and a last key. A child must be one level below its parent, so the depth
    /// of the tree is known from its root, and no node can be above itself.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="address">Where the node is.</param>
    /// <param name="kind">What the tree must hold.</param>
    /// <param name="entry">Bytes of a key and a child.</param>
    /// <param name="path">What is being read.</param>
    /// <param name="expectedLevel">The level the node must have; <see langword="null"/> at the root.</param>
    /// <param name="level">The level it has; 0 is a leaf.</param>
    /// <param name="used">How many children it has.</param>
    public static H5Cursor Open(
        H5Source source, long address, int kind, int entry, string path, int? expectedLevel, out int level, out int used)
    {
        H5Cursor head = source.Open(address, 24, path, "a B-tree node");
        head.Signature("TREE");
        int gotKind = head.Byte();
        level = head.Byte();
        used = head.UInt16();
        if (gotKind != kind)
            throw head.Refuse($"a B-tree of kind {kind}", $"{gotKind}");
        if (level > MaximumLevel || (expectedLevel is int expected && level != expected))
            throw head.Refuse($"a B-tree node of level {expectedLevel?.ToString() ?? $"{MaximumLevel} or less"}", $"{level}");
        return source.Open(address + 24, (long)entry * used, path, "a B-tree node");
    }
}
