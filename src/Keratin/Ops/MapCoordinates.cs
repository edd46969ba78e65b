using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>What an array has at places between its elements.</summary>
    /// <remarks>Gradients flow to the array and, for order 1, to the coordinates.</remarks>
    /// <param name="inputs">The array, of any rank <c>r</c>.</param>
    /// <param name="coordinates"><c>(r, …)</c>: an index for each axis, fractions allowed.</param>
    /// <param name="order">0 takes the nearest element, 1 interpolates linearly along each axis.</param>
    /// <param name="fillMode">What lies outside of the array.</param>
    /// <param name="fillValue">The value outside, for <c>Constant</c>.</param>
    /// <returns>The coordinates' shape without its first axis.</returns>
    /// <exception cref="ShapeException">The coordinates do not have an index for each axis of the array, or a length is unknown.</exception>
    public static KerasTensor MapCoordinates(
        this KerasTensor inputs, KerasTensor coordinates, int order, FillMode fillMode = FillMode.Constant, float fillValue = 0)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(coordinates);
        if (order is not (0 or 1))
            throw new ArgumentOutOfRangeException(nameof(order), order, "'order' is 0 or 1.");
        if (!inputs.Shape.IsKnown || !coordinates.Shape.IsKnown || inputs.Rank is 0 or > MapCoordinatesOp.MaxRank
            || coordinates.Rank < 2 || coordinates.Shape[0] != inputs.Rank)
        {
            throw new ShapeException(
                "MapCoordinates", $"an array of rank r from 1 to {MapCoordinatesOp.MaxRank} and coordinates (r, …), all lengths known",
                $"{inputs.Shape} and {coordinates.Shape}");
        }
        KerasTensor array = inputs.Reshape([1, .. inputs.Shape, 1]), places = coordinates.Reshape([1, inputs.Rank, -1]);
        return KerasTensor.Of(new MapCoordinatesOp(order, fillMode, fillValue, 0), array, places).Reshape(coordinates.Shape[1..]);
    }
}

/// <summary>
/// From arrays <c>(batch, lengths…, channels)</c> and places <c>(batch, r, n)</c> to <c>(batch, n, channels)</c>. Bit <c>k</c> of
/// <c>Derivatives</c> says that the slope along axis <c>k</c> is wanted instead of the value: <c>x[⌊c⌋ + 1] - x[⌊c⌋]</c>.
/// </summary>
internal sealed record MapCoordinatesOp(int Order, FillMode FillMode, float FillValue, int Derivatives) : Op
{
    public const int MaxRank = 8;

    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        var (arrays, places) = (inputs[0], inputs[1]);
        bool fits = places.Rank == 3 && arrays.Rank == places[1] + 2 && arrays[0] == places[0];
        return fits ? [arrays[0], places[2], arrays[^1]]
            : throw new ShapeException(Name, "arrays (batch, lengths…, channels) and places (batch, number of lengths, n)", $"{arrays} and {places}");
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (arrays, places) = (result.Inputs[0], result.Inputs[1]);
        return [KerasTensor.Of(new MapCoordinatesGradientOp(arrays.Shape, Order, FillMode, Derivatives), gradient, places), ToPlaces(arrays, places, gradient)];
    }

    /// <summary>The gradient with respect to the places: along each axis the slope there, times the gradient, over all channels.</summary>
    public KerasTensor? ToPlaces(KerasTensor arrays, KerasTensor places, KerasTensor gradient)
    {
        if (Order == 0)
            return null;
        Shape one = [places.Shape[0], 1, places.Shape[2]];
        return Ops.Concatenate([.. Enumerable.Range(0, places.Shape[1]).Select(axis =>
        {
            // A slope along the same axis once more is 0: between elements the array is a line.
            int derivatives = Derivatives | (1 << axis);
            return derivatives == Derivatives ? Ops.Constant(0).BroadcastTo(one)
                : (KerasTensor.Of(this with { Derivatives = derivatives }, arrays, places) * gradient).Sum([2]).Reshape(one);
        })], 1);
    }
}

/// <summary>Each place's gradient is given back to the elements it was made of, in their shares.</summary>
internal sealed record MapCoordinatesGradientOp(Shape Arrays, int Order, FillMode FillMode, int Derivatives) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Arrays;

    // Σ gradient · this(g, places) = Σ g · map(gradient, places), so both derivatives are those of the map.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var map = new MapCoordinatesOp(Order, FillMode, 0, Derivatives);
        return [KerasTensor.Of(map, gradient, result.Inputs[1]), map.ToPlaces(gradient, result.Inputs[1], result.Inputs[0])];
    }
}
