namespace Keratin.Saving.Hdf5;

/// <summary>A folder of a file: names that lead to groups and datasets.</summary>
internal sealed class H5Group : H5Object
{
    private readonly OrderedDictionary<string, H5Object> _children = [];

    /// <summary>Names and what they lead to, in the order in which the file has them or they were added.</summary>
    public IReadOnlyDictionary<string, H5Object> Children => _children;

    /// <summary>The groups among the children.</summary>
    public IEnumerable<KeyValuePair<string, H5Group>> Groups
    {
        get
        {
            foreach (var (name, child) in _children)
            {
                if (child is H5Group group)
                    yield return new(name, group);
            }
        }
    }

    /// <summary>The datasets among the children.</summary>
    public IEnumerable<KeyValuePair<string, H5Dataset>> Datasets
    {
        get
        {
            foreach (var (name, child) in _children)
            {
                if (child is H5Dataset dataset)
                    yield return new(name, dataset);
            }
        }
    }

    /// <summary>Adds a child and returns it.</summary>
    /// <exception cref="ArgumentException">The name is taken, empty, ".", or has a "/" or a zero in it.</exception>
    public T Add<T>(string name, T child) where T : H5Object
    {
        if (!IsName(name))
            throw new ArgumentException($"HDF5: a name is not empty, not \".\", and has no \"/\" or zero; got \"{name}\".", nameof(name));
        _children.Add(name, child);
        return child;
    }

    /// <summary>Adds an empty group and returns it.</summary>
    public H5Group AddGroup(string name) => Add(name, new H5Group());

    /// <summary>The group at a path from here; what is missing on the way is added. An empty path is this group.</summary>
    /// <exception cref="ArgumentException">A dataset stands in the way.</exception>
    public H5Group Ensure(string path)
    {
        H5Group here = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            here = here._children.GetValueOrDefault(name) switch
            {
                null => here.AddGroup(name),
                H5Group group => group,
                _ => throw new ArgumentException($"HDF5: \"{name}\" in \"{path}\" is a dataset, not a group.", nameof(path)),
            };
        }

        return here;
    }

    /// <summary>What a path such as <c>layers/dense/vars/0</c> leads to from here, or <see langword="null"/>.</summary>
    public H5Object? Find(string path)
    {
        H5Object? here = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            here = (here as H5Group)?._children.GetValueOrDefault(name);
        return here;
    }

    /// <summary>The group a path leads to, or <see langword="null"/>.</summary>
    public H5Group? FindGroup(string path) => Find(path) as H5Group;

    /// <summary>The dataset a path leads to, or <see langword="null"/>.</summary>
    public H5Dataset? FindDataset(string path) => Find(path) as H5Dataset;

    /// <summary>Every object below, with its path from here, parents before children.</summary>
    public IEnumerable<KeyValuePair<string, H5Object>> Walk()
    {
        foreach (var (name, child) in _children)
        {
            yield return new(name, child);
            if (child is not H5Group group)
                continue;
            foreach (var (path, descendant) in group.Walk())
                yield return new($"{name}/{path}", descendant);
        }
    }

    /// <summary>Adds a child unless its name is taken.</summary>
    internal bool TryAdd(string name, H5Object child) => _children.TryAdd(name, child);

    /// <summary>Whether a name can be part of a path.</summary>
    internal static bool IsName(string name) => name is not ("" or ".") && name.AsSpan().IndexOfAny('/', '\0') < 0;
}
