namespace Keratin.Layers;

/// <summary>What a call of a layer is given by name besides its inputs: Keras' keyword arguments, such as <c>mask</c> or <c>attention_mask</c>.</summary>
/// <remarks>Layers that take names of their own say so where they are described, and mostly have a method for it.</remarks>
/// <example>
/// <code>
/// // Steps whose pixels are all 0 do not count, though no layer before says so.
/// KerasTensor isOn = rows.Sum([-1]).Greater(Ops.Constant(0));
/// KerasTensor y = new LSTM(32).Apply([rows], new CallArguments { Mask = isOn });
/// </code>
/// </example>
public sealed record CallArguments
{
    /// <summary>No arguments.</summary>
    public static CallArguments None { get; } = new();

    /// <summary>Which time steps of the first input count, 1, and which do not, 0, of shape <c>(batch, time)</c>; instead of the mask that it has by itself.</summary>
    public KerasTensor? Mask
    {
        get => Masks.Count > 0 ? Masks[0] : null;
        init => Masks = value is null ? [] : [value];
    }

    /// <summary>The same for each input, in order; null where it keeps the mask that it has.</summary>
    public IReadOnlyList<KerasTensor?> Masks { get; init; } = [];

    /// <summary>Whether the layer, with all inside it, does as in training; null: as the step says. <c>false</c> keeps the batch normalizations of a layer as they are.</summary>
    public bool? Training { get; init; }

    /// <summary>Further tensors by Keras' names.</summary>
    public IReadOnlyDictionary<string, KerasTensor> Tensors { get; init; } = new Dictionary<string, KerasTensor>();

    /// <summary>What is switched on, by Keras' names: <c>use_causal_mask</c>.</summary>
    public IReadOnlyList<string> Switches { get; init; } = [];

    /// <summary>The masks and tensors, in order.</summary>
    internal IReadOnlyList<KerasTensor> Operands => [.. Masks.OfType<KerasTensor>(), .. Tensors.Values];

    /// <summary>The same arguments with other masks and tensors, in the order of <see cref="Operands"/>.</summary>
    internal CallArguments With(IReadOnlyList<KerasTensor> operands)
    {
        int next = 0;
        return operands.Count == 0 ? this : this with
        {
            Masks = [.. Masks.Select(mask => mask is null ? null : operands[next++])],
            Tensors = Tensors.ToDictionary(entry => entry.Key, _ => operands[next++]),
        };
    }

    /// <summary>Refuses names that a layer does not take.</summary>
    internal void Check(Layer layer, int inputs, IReadOnlyList<string> known)
    {
        if (Masks.Count > inputs)
            throw new ArgumentException($"{layer}: expected at most {inputs} masks, one for each input; got {Masks.Count}.");
        if (Tensors.Keys.Concat(Switches).FirstOrDefault(name => !known.Contains(name)) is not { } unknown)
            return;
        throw new ArgumentException(
            $"{layer}: expected {(known.Count == 0 ? "no arguments but mask and training" : $"arguments named {string.Join(", ", known)}")}; got '{unknown}'.");
    }
}
