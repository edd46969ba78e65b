namespace Keratin.Callbacks;

/// <summary>Evaluates with the moving averages of the weights (Polyak averaging) that an optimizer with <c>UseEma</c> keeps, and trains on with the weights.</summary>
/// <remarks>The weights are exchanged in place. Other callbacks must not change them meanwhile.</remarks>
/// <example>
/// <code>
/// model.Compile(new Adam { UseEma = true }, "mse");
/// // With swapOnEpoch the averages are in the model when the epoch ends, so the checkpoint behind saves them.
/// model.Fit(x, y, validationData: (xVal, yVal), callbacks: [new SwapEMAWeights(swapOnEpoch: true), new ModelCheckpoint("best.keras")]);
/// </code>
/// </example>
/// <param name="swapOnEpoch">Whether the averages stay in the model from the end of an epoch to the beginning of the next, for the callbacks behind.</param>
public sealed class SwapEMAWeights(bool swapOnEpoch = false) : Callback
{
    private bool _isSwapped;

    /// <summary>Whether the averages stay in the model from the end of an epoch to the beginning of the next.</summary>
    public bool SwapOnEpoch { get; } = swapOnEpoch;

    /// <inheritdoc/>
    public override void OnTrainBegin(ITraining training) => _isSwapped = false;

    /// <inheritdoc/>
    public override void OnEpochBegin(ITraining training, int epoch)
    {
        if (SwapOnEpoch)
            Swap(training, isWanted: false);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer keeps no averages.</exception>
    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        if (SwapOnEpoch)
            Swap(training, isWanted: true);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(ITraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        // A training that came to its end has the averages for weights in any case.
        if (training.IsInterrupted)
            Swap(training, isWanted: false);
        _isSwapped = false;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer keeps no averages.</exception>
    public override void OnTestBegin(ITraining training) => Swap(training, isWanted: true);

    /// <inheritdoc/>
    public override void OnTestEnd(ITraining training, Logs logs) => Swap(training, isWanted: false);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer keeps no averages.</exception>
    public override void OnPredictBegin(ITraining training) => Swap(training, isWanted: true);

    /// <inheritdoc/>
    public override void OnPredictEnd(ITraining training) => Swap(training, isWanted: false);

    /// <inheritdoc/>
    public override void SaveState(IDictionary<string, Tensor<float>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["is_swapped"] = new[] { _isSwapped ? 1f : 0 }.ToTensor([1]);
    }

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, Tensor<float>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _isSwapped = state["is_swapped"][0] != 0;
    }

    private void Swap(ITraining training, bool isWanted)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (_isSwapped == isWanted)
            return;
        training.SwapAverages();
        _isSwapped = isWanted;
    }
}
