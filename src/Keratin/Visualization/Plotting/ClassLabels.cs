using System.Globalization;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>What classes are called: names that were given, or else their numbers.</summary>
internal sealed class ClassLabels
{
    private readonly string[]? _names;

    public ClassLabels(IReadOnlyList<string>? names, int classes, string who)
    {
        if (names is not null && names.Count != classes)
            throw new ArgumentException($"{who}: expected {classes} class names; got {names.Count}.", nameof(names));
        _names = names?.Select(name => XmlText.Clean(name).Trim()).ToArray();
        Count = classes;
    }

    /// <summary>How many classes there are.</summary>
    public int Count { get; }

    /// <summary>Whether they are numbers, of which some may be left out of an axis.</summary>
    public bool AreNumbers => _names is null;

    /// <summary>What a class is called.</summary>
    public string this[int index] => _names?[index] ?? index.ToString(CultureInfo.InvariantCulture);
}
