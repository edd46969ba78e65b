namespace Keratin.Graph;

/// <summary>A source of random numbers whose sequence a seed chooses.</summary>
internal interface ISeeded
{
    /// <summary>Chooses the sequence. What was traced before has the seed of then.</summary>
    long Seed { get; set; }
}
