namespace Keratin.Layers;

/// <summary>Dropout whose mask has a shape of its own, which broadcasts.</summary>
internal static class DropoutMask
{
    /// <summary>Sets elements to 0 where the mask does, and divides the others by <c>1 - rate</c>.</summary>
    public static KerasTensor Apply(KerasTensor x, float rate, Shape noise, SeedGenerator random)
    {
        if (rate == 1)
            return x * 0;
        return noise == x.Shape ? x.Dropout(rate, random.Seed, random.Next()) : x * Ops.Ones(noise).Dropout(rate, random.Seed, random.Next());
    }

    /// <summary>The mask's shape: that of the input where nothing else is asked for.</summary>
    /// <exception cref="ShapeException">It does not broadcast to the input.</exception>
    public static Shape Shape(KerasTensor x, IReadOnlyList<int?>? noise, string who)
    {
        if (noise is null)
            return x.Shape;
        if (noise.Count != x.Rank)
            throw new ShapeException(who, $"a noise shape of rank {x.Rank}, as {x.Shape} has", $"({string.Join(", ", noise.Select(length => length is null ? "None" : $"{length}"))})");
        Shape shape = [.. noise.Select((length, axis) => length ?? x.Shape[axis])];
        return Keratin.Shape.Broadcast(shape, x.Shape) == x.Shape ? shape : throw new ShapeException(who, $"a noise shape that broadcasts to {x.Shape}", $"{shape}");
    }
}
