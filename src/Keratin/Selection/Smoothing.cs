namespace Keratin.Selection;

/// <summary>A running mean in which old values count less and less, as if there had been nothing before the first: <c>s ← β·s + (1 - β)·x</c>, of
/// which <c>s / (1 - βⁿ)</c> is the mean.</summary>
internal sealed class Smoothing(double beta)
{
    private double _sum, _missing = 1;

    /// <summary>The mean with one more value.</summary>
    public double Next(double value)
    {
        _sum = (beta * _sum) + ((1 - beta) * value);
        _missing *= beta;
        return beta == 1 ? value : _sum / (1 - _missing);
    }
}
