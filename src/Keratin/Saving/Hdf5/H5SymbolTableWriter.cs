namespace Keratin.Saving.Hdf5;

/// <summary>Writes the links of a group the old way: a heap with the names, nodes of 8 symbols, a B-tree over them.</summary>
/// <remarks>Nodes are as long as the superblock says they may become, however few entries they have: that is what readers fetch.</remarks>
internal sealed class H5SymbolTableWriter(H5Image image)
{
    /// <summary>Half of the most symbols in a node, for the superblock.</summary>
    public const int LeafK = 4;

    /// <summary>Half of the most children of a node of the tree, for the superblock.</summary>
    public const int TreeK = 16;

    private const int NoFreeSpace = 1;

    /// <summary>Adds tree and heap; returns their addresses. The links may be in any order.</summary>
    public (long Tree, long Heap) Write(IEnumerable<(byte[] Name, long Address)> links)
    {
        var sorted = links.ToList();
        sorted.Sort((a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        // The empty name at 0 is below all others: the first key of each tree.
        var names = new H5Buffer().Zeros(8);
        var symbols = new List<(long Name, long Address)>();
        foreach (var (name, address) in sorted)
        {
            symbols.Add((names.Length, address));
            names.Bytes(name).Byte(0).Align();
        }

        long segment = image.Add(names.ToArray());
        byte[] heap = new H5Buffer().Bytes("HEAP"u8).Zeros(4).Int64(names.Length).Int64(NoFreeSpace).Int64(segment).ToArray();
        return (Tree(Leaves(symbols)), image.Add(heap));
    }

    private List<(long LastName, long Address)> Leaves(List<(long Name, long Address)> symbols)
    {
        var leaves = new List<(long LastName, long Address)>();
        foreach (var node in symbols.Chunk(2 * LeafK))
        {
            var buffer = new H5Buffer().Bytes("SNOD"u8).Byte(1).Byte(0).UInt16(node.Length);
            foreach (var (name, address) in node)
                buffer.Int64(name).Int64(address).Zeros(24);
            buffer.Zeros(40 * (2 * LeafK - node.Length));
            leaves.Add((node[^1].Name, image.Add(buffer.ToArray())));
        }

        return leaves;
    }

    // Level by level until one node is left, the root; without any symbol that is an empty leaf.
    private long Tree(List<(long LastName, long Address)> children)
    {
        for (int level = 0; ; level++)
        {
            children = Level(level, children);
            if (children is [var root])
                return root.Address;
        }
    }

    private List<(long LastName, long Address)> Level(int level, List<(long LastName, long Address)> children)
    {
        const int Most = 2 * TreeK, Size = 24 + Most * 8 + (Most + 1) * 8;
        var chunks = children.Count == 0 ? [[]] : children.Chunk(Most).ToList();
        var nodes = new List<(long LastName, long Address)>();
        long first = image.End, before = 0;
        for (int i = 0; i < chunks.Count; i++)
        {
            long left = i == 0 ? H5Cursor.Undefined : first + (i - 1) * Size;
            long right = i == chunks.Count - 1 ? H5Cursor.Undefined : first + (i + 1) * Size;
            var buffer = new H5Buffer().Bytes("TREE"u8).Byte(H5Tree1.Groups).Byte(level).UInt16(chunks[i].Length).Int64(left).Int64(right);
            // A key is the last name of the child before it; names of the child after it come later in the alphabet.
            buffer.Int64(before);
            foreach (var (lastName, address) in chunks[i])
                buffer.Int64(address).Int64(before = lastName);
            nodes.Add((before, image.Add(buffer.Zeros(Size - buffer.Length).ToArray())));
        }

        return nodes;
    }
}
