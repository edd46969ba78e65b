using System.Globalization;

namespace Keratin.Selection;

/// <summary>A hyper-parameter whose values are of this type: <c>trial.Get(parameter)</c> gives one.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public abstract class HyperParameter<T> : HyperParameter
    where T : notnull
{
    private protected HyperParameter(string name)
        : base(name)
    {
    }

    internal sealed override object At(int index) => ValueAt(index);

    internal sealed override object Draw(RandomStream random) => DrawValue(random);

    internal sealed override string Text(object value) => value is float number
        ? number.ToString("G6", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private protected abstract T ValueAt(int index);

    private protected abstract T DrawValue(RandomStream random);
}
