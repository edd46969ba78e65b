namespace Keratin.Saving.Hdf5;

/// <summary>A group or a dataset: what a name in a file can lead to, with attributes.</summary>
internal abstract class H5Object
{
    private readonly OrderedDictionary<string, H5Attribute> _attributes = [];

    /// <summary>The attributes, in the order in which the file has them or they were added.</summary>
    public IReadOnlyCollection<H5Attribute> Attributes => _attributes.Values;

    /// <summary>Adds an attribute.</summary>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public void Add(H5Attribute attribute) => _attributes.Add(attribute.Name, attribute);

    /// <summary>The attribute of that name, or <see langword="null"/>.</summary>
    public H5Attribute? Attribute(string name) => _attributes.GetValueOrDefault(name);

    /// <summary>Adds an attribute unless there is one of that name.</summary>
    internal bool TryAdd(H5Attribute attribute) => _attributes.TryAdd(attribute.Name, attribute);
}
