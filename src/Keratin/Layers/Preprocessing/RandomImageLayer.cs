using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the layers share that change images at random, in training only; else images pass as they are.</summary>
/// <remarks>
/// Each image of a batch is changed in a way of its own, each step in another one. All of it follows from the seed, bit for bit, on any number
/// of threads. To write one, override <see cref="Augment"/> and draw from <see cref="Random"/>.
/// </remarks>
public abstract class RandomImageLayer : ImageLayer
{
    private SeedGenerator? _random;

    /// <summary>The same changes in each program; by default the next seed.</summary>
    public int? Seed { get; init; }

    /// <summary>Where random numbers come from; there once the layer is built.</summary>
    protected SeedGenerator Random => _random ?? throw new InvalidOperationException($"{this} is not built yet.");

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        // Height and width may be unknown here: when a step is traced they are known.
        if (input.Rank != 4 || input[DataFormat == DataFormat.ChannelsLast ? 3 : 1] == Shape.Unknown)
        {
            string axes = DataFormat == DataFormat.ChannelsLast ? "(batch, height, width, channels)" : "(batch, channels, height, width)";
            throw new ShapeException($"{this}", $"images {axes}, all but the batch known", $"{input}", Hint(input));
        }
        _random = new SeedGenerator(Seed);
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => training ? OnImages(x, Augment) : x;

    /// <summary>The images after a random change.</summary>
    /// <param name="images">Shape <c>(batch, height, width, channels)</c>, all lengths known.</param>
    protected abstract KerasTensor Augment(KerasTensor images);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["seed"] = Seed;
    }

    /// <summary>1 for the images that are changed, else 0, of shape <c>(batch, 1, 1, 1)</c>: the probability is itself drawn from a range.</summary>
    private protected KerasTensor Chosen(KerasTensor images, Factor probability)
    {
        Shape each = [images.Shape[0], 1, 1, 1];
        KerasTensor share = Random.Uniform(each, probability.Lower, probability.Upper);
        return share.Greater(Random.Uniform(each));
    }

    /// <summary>The images after a random change, with another layer's random numbers.</summary>
    /// <param name="images">Shape <c>(batch, height, width, channels)</c>, whatever the format.</param>
    /// <param name="random">Where the numbers come from.</param>
    internal KerasTensor Change(KerasTensor images, SeedGenerator random)
    {
        _random = random;
        return Augment(images);
    }

    private static string? Hint(Shape input) => input.Rank == 3 && input[1..].IsKnown
        ? $"give the images an axis of one channel first: new Reshape({input[1]}, {input[2]}, 1)" : null;
}
