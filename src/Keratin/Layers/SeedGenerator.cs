using Keratin.Graph;

namespace Keratin.Layers;

/// <summary>Where a layer's random numbers come from: a seed, and a counter that moves on at each draw. Keras' <c>keras.random.SeedGenerator</c>.</summary>
/// <remarks>
/// Make one in <c>Build</c> and draw in <c>Call</c>. Each draw of a step, and each step, has numbers of its own; a generator with the same seed draws
/// the same ones again, on any number of threads. The counter is no weight: files do not hold it, as Keras' do not.
/// </remarks>
/// <example>
/// <code>
/// protected override void Build(Shape input) =&gt; _random = new SeedGenerator(Seed);
///
/// protected override KerasTensor Call(KerasTensor x, bool training) =&gt; training ? x + _random!.Normal(x.Shape, stddev: 0.1f) : x;
/// </code>
/// </example>
public sealed class SeedGenerator : ISeeded
{
    // Counts the draws up to where floats hold each whole number, then begins anew.
    private const float Cycle = 1 << 24;

    private readonly Variable _counter = new("seed_generator_state", Shape.Scalar, trainable: false);

    /// <summary>A generator at its beginning.</summary>
    /// <param name="seed">Chooses the numbers; by default the program's next seed, see <c>Utils.SetRandomSeed</c>.</param>
    public SeedGenerator(int? seed = null) => Seed = seed ?? (long)RandomSeed.Next();

    /// <summary>Chooses the sequence of numbers.</summary>
    public long Seed { get; private set; }

    long ISeeded.Seed
    {
        get => Seed;
        set => Seed = value;
    }

    /// <summary>The counter of the next draw, for an op that takes one; the generator moves on. While a step is traced only.</summary>
    /// <returns>A whole number of shape <c>()</c>.</returns>
    /// <exception cref="InvalidOperationException">Nothing is being traced.</exception>
    public KerasTensor Next()
    {
        // Backups of a training hold the seeds too: another process, which draws other ones, goes on with these.
        if (Trace.Current is { } trace && !trace.Generators.Contains(this))
            trace.Generators.Add(this);
        KerasTensor counter = _counter;
        KerasTensor next = counter + 1;
        _counter.Assign(next.GreaterEqual(Ops.Constant(Cycle)).Where(Ops.Constant(0), next));
        return counter;
    }

    /// <summary>Uniform random numbers from <paramref name="minval"/> to below <paramref name="maxval"/>, see <see cref="Ops.RandomUniform"/>.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="minval">Smallest number.</param>
    /// <param name="maxval">What all numbers are below.</param>
    public KerasTensor Uniform(Shape shape, float minval = 0, float maxval = 1) => Ops.RandomUniform(shape, Next(), minval, maxval, Seed);

    /// <summary>Normal random numbers, see <see cref="Ops.RandomNormal"/>.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="mean">Mean.</param>
    /// <param name="stddev">Standard deviation.</param>
    public KerasTensor Normal(Shape shape, float mean = 0, float stddev = 1) => Ops.RandomNormal(shape, Next(), mean, stddev, Seed);
}
