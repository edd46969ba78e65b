namespace Keratin.Callbacks;

/// <summary>Sets learning rates for callbacks, and says who wanted to where that is refused.</summary>
internal static class LearningRates
{
    public static void Set(ITraining training, float rate, string who)
    {
        try
        {
            training.LearningRate = rate;
        }
        catch (InvalidOperationException refused)
        {
            throw new InvalidOperationException($"{who}: {refused.Message}", refused);
        }
    }
}
