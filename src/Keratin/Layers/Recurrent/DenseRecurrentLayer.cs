namespace Keratin.Layers;

/// <summary>A recurrent layer whose inputs and states are vectors: what <see cref="SimpleRNN"/>, <see cref="LSTM"/> and <see cref="GRU"/> share.</summary>
public abstract class DenseRecurrentLayer : RecurrentLayer
{
    private protected DenseRecurrentLayer(RecurrentCell cell)
        : base(cell, cell.Options) => Units = cell.Units;

    /// <summary>Length of the state and of the output.</summary>
    public int Units { get; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank > 3)
            throw new ShapeException($"{this}", "(batch, time, features)", $"{input}", "wrap the layers before it in new TimeDistributed(…), ending with new Flatten()");
        base.Build(input);
    }
}
