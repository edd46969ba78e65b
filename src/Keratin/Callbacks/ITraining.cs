namespace Keratin.Callbacks;

/// <summary>What a callback sees of a run of <c>Fit</c>, <c>Evaluate</c> or <c>Predict</c>, and what it may change.</summary>
public interface ITraining
{
    /// <summary>Epochs that were asked for; 1 in an evaluation or prediction.</summary>
    int Epochs { get; }

    /// <summary>Steps of an epoch; of a sequence whose length nobody knows those of the last epoch, 0 in the first.</summary>
    int Steps { get; }

    /// <summary>Validation comes after every so many epochs; 0 where there is none.</summary>
    int ValidationFreq { get; }

    /// <summary>The optimizer's learning rate.</summary>
    /// <exception cref="InvalidOperationException">The model has no optimizer; or the rate is set, but a schedule gives it.</exception>
    float LearningRate { get; set; }

    /// <summary>Set to end the training after the current epoch; in the middle of one, after the current batch. An evaluation or prediction of its
    /// own ends after the current batch; the validation of an epoch does not.</summary>
    bool StopTraining { get; set; }

    /// <summary>Whether the run ends because something was thrown: it was cancelled, or something failed. Then nothing is to be tidied away that the
    /// next run could go on with.</summary>
    bool IsInterrupted { get; }

    /// <summary>The values of all weights, as copies.</summary>
    IReadOnlyList<Tensor<float>> GetWeights();

    /// <summary>Gives all weights new values.</summary>
    /// <param name="weights">As <see cref="GetWeights"/> gave them.</param>
    void SetWeights(IReadOnlyList<Tensor<float>> weights);

    /// <summary>Exchanges the weights with the moving averages that the optimizer keeps of them; a second call exchanges them back.</summary>
    /// <exception cref="InvalidOperationException">The optimizer keeps none (<c>UseEma</c>).</exception>
    void SwapAverages();

    /// <summary>Which way a value of the logs gets better.</summary>
    /// <param name="name">Its name, with or without <c>val_</c>.</param>
    /// <returns>True for up, false for down, null where nobody knows.</returns>
    bool? IsHigherBetter(string name);

    /// <summary>Writes a line where the progress is shown, below the bar if one is being drawn.</summary>
    /// <param name="line">The line, without its end.</param>
    void Print(string line);

    /// <summary>Says that something is probably not as meant; see <see cref="Warnings"/>.</summary>
    /// <param name="warning">What.</param>
    void Warn(Warning warning);
}
