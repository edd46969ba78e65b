namespace Keratin.Saving.Hdf5;

/// <summary>Reads the objects of a file, following links from the root.</summary>
internal sealed class H5TreeReader(H5Source source)
{
    // Keras' own files are below ten; what comes near the limit was made to exhaust the stack.
    private const int MaximumDepth = 256;

    private readonly Dictionary<long, H5Object> _seen = [];

    /// <summary>The object at the root, which must be a group.</summary>
    public H5Group ReadRoot(long address) =>
        ReadObject(address, "/", 0) as H5Group ?? throw H5Error.At(address, "/", "a group at the root", "a dataset");

    private H5Object ReadObject(long address, string path, int depth)
    {
        if (depth > MaximumDepth)
            throw H5Error.At(address, path, $"groups nested at most {MaximumDepth} deep", "more");
        if (!_seen.TryGetValue(address, out H5Object? known))
            return ReadNew(address, path, depth);
        // A dataset may have several names. A group that had could contain itself, or stand for more objects than can be counted.
        return known is H5Dataset ? known : throw H5Error.At(address, path, "a group with one name", "a second link to it");
    }

    private H5Object ReadNew(long address, string path, int depth)
    {
        List<H5Message> messages = H5Header.Read(source, address, path);
        if (messages.Exists(m => m.Type is H5MessageType.SymbolTable or H5MessageType.LinkInfo or H5MessageType.Link))
            return ReadGroup(address, path, depth, messages);
        if (messages.Exists(m => m.Type == H5MessageType.Layout))
            return ReadDataset(address, path, messages);
        throw H5Error.At(address, path, "a group or a dataset", "an object that is neither (a committed datatype?)");
    }

    private H5Dataset ReadDataset(long address, string path, List<H5Message> messages)
    {
        var dataset = new H5Dataset(new H5DatasetReader(source, address, path, messages).Read());
        _seen.Add(address, dataset);
        H5AttributeReader.ReadAll(source, dataset, path, messages);
        return dataset;
    }

    private H5Group ReadGroup(long address, string path, int depth, List<H5Message> messages)
    {
        var group = new H5Group();
        _seen.Add(address, group);
        H5AttributeReader.ReadAll(source, group, path, messages);
        foreach (H5Link link in H5LinkReader.ReadAll(source, path, messages))
        {
            string below = H5Text.Short(path == "/" ? $"/{link.Name}" : $"{path}/{link.Name}");
            if (!H5Group.IsName(link.Name))
                throw H5Error.At(link.Offset, path, "names that can be part of a path", $"\"{H5Text.Short(link.Name)}\"");
            if (!group.TryAdd(link.Name, ReadObject(link.Address, below, depth + 1)))
                throw H5Error.At(link.Offset, below, "different names in a group", "the same twice");
        }

        return group;
    }
}
