namespace Keratin.Selection;

/// <summary>Any number from <c>min</c> to <c>max</c>, for random search.</summary>
/// <param name="name">Its name in tables.</param>
/// <param name="min">The smallest.</param>
/// <param name="max">The largest.</param>
/// <param name="isLog">Whether equal ratios are equally likely, as is right for learning rates; by default equal differences are.</param>
/// <example><code>var rate = new FloatRange("learning rate", 1e-5f, 1e-1f, isLog: true);</code></example>
public sealed class FloatRange(string name, float min, float max, bool isLog = false) : HyperParameter<float>(name)
{
    /// <summary>The smallest value.</summary>
    public float Min { get; } = min <= max && float.IsFinite(min) && (!isLog || min > 0) ? min : throw new ArgumentException(
        $"FloatRange '{name}': expected a smallest value not above the largest{(isLog ? ", and above 0 where equal ratios are equally likely" : "")}; got {min} and {max}.", nameof(min));

    /// <summary>The largest value.</summary>
    public float Max { get; } = float.IsFinite(max) ? max : throw new ArgumentException($"FloatRange '{name}': expected a finite largest value; got {max}.", nameof(max));

    /// <summary>Whether equal ratios are equally likely.</summary>
    public bool IsLog { get; } = isLog;

    internal override int? Count => null;

    private protected override float ValueAt(int index) => throw new NotSupportedException();

    private protected override float DrawValue(RandomStream random)
    {
        double share = random.NextSingle();
        double value = IsLog ? Min * Math.Pow((double)Max / Min, share) : Min + (share * ((double)Max - Min));
        return Math.Clamp((float)value, Min, Max);
    }
}
