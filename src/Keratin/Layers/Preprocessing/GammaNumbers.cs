namespace Keratin.Layers;

/// <summary>Random numbers of the gamma distribution, and of the beta and Dirichlet distributions that are made of it.</summary>
/// <remarks>
/// G. Marsaglia, W. W. Tsang: "A simple method for generating gamma variables", 2000. As logarithms, so that parameters near 0, whose numbers no
/// float holds, still give the right shares.
/// </remarks>
internal static class GammaNumbers
{
    // The method throws a candidate away now and then, at most one of twenty; a graph has no loop, so there are as many candidates as make it certain:
    // once in 10¹⁵ numbers none of them fits, and the distribution's middle is taken.
    private const int Candidates = 12;

    /// <summary>Numbers of the beta distribution with both parameters alike.</summary>
    /// <param name="random">Where randomness comes from.</param>
    /// <param name="shape">Shape of the result, known.</param>
    /// <param name="alpha">The parameter, above 0, of a shape that broadcasts.</param>
    public static KerasTensor Beta(SeedGenerator random, Shape shape, KerasTensor alpha) =>
        (Log(random, shape, alpha) - Log(random, shape, alpha)).Sigmoid();

    /// <summary>Numbers that add up to 1: of the Dirichlet distribution with all parameters alike.</summary>
    /// <param name="random">Where randomness comes from.</param>
    /// <param name="count">How many.</param>
    /// <param name="alpha">The parameter, above 0.</param>
    public static KerasTensor Dirichlet(SeedGenerator random, int count, float alpha) => Log(random, [1, count], Ops.Constant(alpha)).Softmax().Reshape([count]);

    /// <summary>Logarithms of numbers of the gamma distribution with scale 1.</summary>
    /// <param name="random">Where randomness comes from.</param>
    /// <param name="shape">Shape of the result, known.</param>
    /// <param name="alpha">The parameter, above 0, of a shape that broadcasts.</param>
    public static KerasTensor Log(SeedGenerator random, Shape shape, KerasTensor alpha)
    {
        // For alpha + 1, which the method needs to be 1 or more; a uniform number's power brings it back to alpha.
        KerasTensor d = alpha + (2f / 3), c = (9 * d).Sqrt().Reciprocal(), root = 1 + (c * random.Normal([Candidates, .. shape]));
        KerasTensor x = (root - 1) / c, v = root.Square() * root, logV = v.Maximum(Ops.Constant(1e-30f)).Log();
        KerasTensor limit = (x.Square() * 0.5f) + (d * (1 - v + logV)), one = Ops.Constant(1);
        KerasTensor fits = root.Greater(Ops.Constant(0)) * limit.Greater((one - random.Uniform([Candidates, .. shape])).Log());
        KerasTensor first = Ops.Zeros([1, .. shape]);
        for (int i = Candidates - 1; i >= 0; i--)
            first = fits.Slice(0, i, 1).Where(logV.Slice(0, i, 1), first);
        return d.Log() + first.Reshape(shape) + ((one - random.Uniform(shape)).Log() / alpha);
    }
}
