namespace Keratin.Selection;

/// <summary>One set of values of the hyper-parameters.</summary>
public sealed class Trial
{
    private readonly IReadOnlyList<(HyperParameter Parameter, object Value)> _values;

    internal Trial(int number, IReadOnlyList<(HyperParameter Parameter, object Value)> values) => (Number, _values) = (number, values);

    /// <summary>Its number, from 0, in the order of trying.</summary>
    public int Number { get; }

    /// <summary>Name and value of each hyper-parameter, for tables.</summary>
    public IReadOnlyList<(string Name, string Value)> Values => [.. _values.Select(entry => (entry.Parameter.Name, entry.Parameter.Text(entry.Value)))];

    /// <summary>The value of a hyper-parameter.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="parameter">One of those that the search was made with.</param>
    /// <exception cref="ArgumentException">It is another.</exception>
    public T Get<T>(HyperParameter<T> parameter)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(parameter);
        foreach (var (known, value) in _values)
        {
            if (ReferenceEquals(known, parameter))
                return (T)value;
        }
        throw new ArgumentException($"Trial: expected one of {string.Join(", ", _values.Select(entry => entry.Parameter.Name))}; got '{parameter.Name}'.", nameof(parameter));
    }

    /// <summary><c>units 64, rate 0.001</c>.</summary>
    public override string ToString() => string.Join(", ", Values.Select(entry => $"{entry.Name} {entry.Value}"));
}
