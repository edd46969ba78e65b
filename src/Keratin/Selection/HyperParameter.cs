namespace Keratin.Selection;

/// <summary>Something that is chosen before training: a width, a learning rate, an activation. Its kinds are <see cref="Choice{T}"/>,
/// <see cref="IntRange"/> and <see cref="FloatRange"/>.</summary>
public abstract class HyperParameter
{
    private protected HyperParameter(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Its name in tables.</summary>
    public string Name { get; }

    /// <summary>How many values it can have; null where there is no end of them.</summary>
    internal abstract int? Count { get; }

    /// <summary>One of the values.</summary>
    /// <param name="index">From 0 to below <see cref="Count"/>.</param>
    internal abstract object At(int index);

    /// <summary>A value that chance decides.</summary>
    internal abstract object Draw(RandomStream random);

    /// <summary>A value as tables show it.</summary>
    internal abstract string Text(object value);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
