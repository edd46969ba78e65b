namespace Keratin.Models;

/// <summary>Where a training stands, apart from the weights and the optimizer: all that another process needs to go on as if nothing had happened.</summary>
/// <param name="Epoch">Number of the epoch that comes next, or of the one it is in.</param>
/// <param name="Batch">Batches of that epoch that were trained with.</param>
/// <param name="AreAveragesSwapped">Whether the model holds the optimizer's averages.</param>
/// <param name="Batches">How far the samples are, and in which order they come.</param>
/// <param name="Seeds">Of the layers that draw random numbers, in the order in which they do.</param>
/// <param name="Others">Values of the other variables that a step changes: counters of random numbers, sums of metrics.</param>
internal sealed record ResumePoint(
    int Epoch, int Batch, bool AreAveragesSwapped, BatchPosition Batches, IReadOnlyList<long> Seeds, IReadOnlyList<float[]> Others)
{
    /// <summary>Says which record does not fit.</summary>
    public Func<Exception, Exception> Refuse { get; init; } = fault => fault;

    /// <summary>Lets batches go on where they were.</summary>
    /// <returns>Whether that is within an epoch.</returns>
    public bool Restore(Batches batches, CancellationToken cancellationToken)
    {
        try
        {
            batches.Resume(Batches, Batch > 0, cancellationToken);
            return Batch > 0;
        }
        catch (InvalidDataException fault)
        {
            throw Refuse(fault);
        }
    }

    /// <summary>Gives a run's variables the values they had.</summary>
    /// <param name="steps">The run's steps; one was planned.</param>
    /// <param name="first">A batch to plan for.</param>
    /// <exception cref="InvalidDataException">The run has other variables.</exception>
    public void Restore(StepFunctions steps, BatchSlice first)
    {
        try
        {
            steps.SetRandomSeeds(Seeds, first);
            RestoreOthers(steps);
        }
        catch (InvalidDataException fault)
        {
            throw Refuse(fault);
        }
    }

    private void RestoreOthers(StepFunctions steps)
    {
        IReadOnlyList<Variable> variables = steps.OtherState;
        if (variables.Count != Others.Count || variables.Zip(Others).Any(pair => pair.First.Span.Length != pair.Second.Length))
            throw new InvalidDataException(
                $"expected a training whose steps change {Others.Count} variables besides weights and optimizer, as before; got another, with {variables.Count}");
        for (int i = 0; i < variables.Count; i++)
            variables[i].Assign(Others[i]);
    }
}
