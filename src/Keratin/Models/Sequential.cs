using System.Collections;
using Keratin.Layers;

namespace Keratin.Models;

/// <summary>A model that is a list of layers, each fed by the one before.</summary>
/// <example>
/// <code>
/// var model = new Sequential
/// {
///     new Input(28, 28, 1),
///     new Conv2D(32, 5, "relu"),
///     new MaxPooling2D(2),
///     new Flatten(),
///     new Dense(10, "softmax"),
/// };
/// </code>
/// </example>
public sealed partial class Sequential : Model, IEnumerable<Layer>
{
    private readonly List<Layer> _layers = [];
    private readonly HashSet<string> _names = [];
    private Input? _input;

    /// <summary>An empty model, to be filled by <see cref="Add"/> or a list in braces.</summary>
    public Sequential()
    {
    }

    /// <summary>A model of these layers.</summary>
    /// <param name="layers">In order. With an <see cref="Input"/> in front the weights exist at once, else from the first batch on.</param>
    /// <param name="name">The model's name.</param>
    public Sequential(IEnumerable<Layer> layers, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (name is not null)
            Name = name;
        foreach (Layer layer in layers)
            Append(layer);
        // All at once: layer by layer, as Add does it, a long list would be gone through once for each of its entries.
        if (_input is not null && _layers.Count > 0)
            EnsureBuilt(_input.BatchShape);
    }

    /// <summary>The layers, without the input.</summary>
    public override IReadOnlyList<Layer> Layers => _layers;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Sublayers => _layers;

    /// <inheritdoc/>
    public override string ClassName => "Sequential";

    /// <summary>The input in front, where there is one.</summary>
    public Input? InputLayer => _input;

    /// <summary>Puts a layer at the end.</summary>
    /// <param name="layer">The layer; an <see cref="Input"/> only as the first.</param>
    /// <exception cref="ArgumentException">The layer is in the model already, or its name is taken.</exception>
    public void Add(Layer layer)
    {
        if (Append(layer) && _input is not null)
            Extend(layer);
    }

    /// <summary>Takes the last layer away.</summary>
    /// <returns>That layer.</returns>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Layer Pop()
    {
        if (_layers.Count == 0)
            throw new InvalidOperationException($"{this}: expected at least one layer; got none.");
        Layer last = _layers[^1];
        _layers.RemoveAt(_layers.Count - 1);
        _names.Remove(last.Name);
        DescribeBy(last, null);
        ForgetBuilt();
        if (_input is not null && _layers.Count > 0)
            EnsureBuilt(_input.BatchShape);
        return last;
    }

    /// <summary>The layers in order.</summary>
    public IEnumerator<Layer> GetEnumerator() => _layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) =>
        _layers.Count == 0
            ? throw new InvalidOperationException($"{this}: expected at least one layer; got none.")
            : _layers.Aggregate(x, (value, layer) => layer.Apply(value));

    private protected override void Adopt(Layer layer)
    {
    }

    // Whether it is a layer with something to build, not the input.
    private bool Append(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer is Input input)
        {
            if (_input is not null || _layers.Count > 0)
                throw new ArgumentException($"{this}: expected an Input as the first entry only; got a second one, '{layer.Name}'.", nameof(layer));
            _input = input;
            return false;
        }
        if (!_names.Add(layer.Name))
            throw new ArgumentException($"{this}: expected layers of different names; got '{layer.Name}' twice.", nameof(layer));
        _layers.Add(layer);
        DescribeBy(layer, () => OutputOf(layer));
        ForgetBuilt();
        return true;
    }

    // With a known input the weights are made as soon as a layer is added, as in Keras: errors then point to the line that added it.
    private void Extend(Layer layer)
    {
        try
        {
            EnsureBuilt(_input!.BatchShape);
        }
        catch
        {
            _layers.Remove(layer);
            _names.Remove(layer.Name);
            DescribeBy(layer, null);
            throw;
        }
    }
}
