using Keratin.Graph;

namespace Keratin.Layers;

// What shapes a layer gives, found by tracing its call with placeholders.
public abstract partial class Layer
{
    // In place of lengths that are unknown besides the batch. Multiples of 64, so that what is halved six times can be put together again.
    private const int FirstStandIn = 192, SecondStandIn = 320;

    /// <summary>The shapes of the results for inputs of these shapes, in which lengths may be unknown.</summary>
    /// <remarks>
    /// Most ops say what follows from an unknown batch, fewer what follows from an unknown time or height. Where one does not, the call is traced with
    /// two lengths, one after the other: what differs in the results is unknown.
    /// </remarks>
    private protected Shape[] ShapesFor(IReadOnlyList<Shape> inputs, CallArguments arguments)
    {
        using var description = new Description();
        Shape[] all = [.. inputs, .. arguments.Operands.Select(operand => operand.Shape)];
        var outer = Trace.Current?.StandInCalls;
        try
        {
            return Outputs(all, inputs.Count, arguments, outer);
        }
        catch (Exception refused) when (all.Any(IsOpen) && IsOfShapes(refused))
        {
            if (ByStandIns(all, inputs.Count, arguments) is { } shapes)
                return shapes;
            throw;
        }
    }

    private Shape[] Outputs(
        Shape[] operands, int inputs, CallArguments arguments, Dictionary<object, (Shape[] Inputs, Shape[] Outputs)>? calls)
    {
        using var trace = new Trace(training: false) { StandInCalls = calls };
        KerasTensor[] nodes = [.. operands.Select(shape => Ops.Input(shape))];
        return [.. Unfold(nodes[..inputs], trace, arguments.With(nodes[inputs..])).Select(result => result.Shape)];
    }

    // Null where the layer takes such lengths no more than it takes unknown ones: the first refusal is the one to tell.
    private Shape[]? ByStandIns(Shape[] operands, int inputs, CallArguments arguments)
    {
        var first = new Dictionary<object, (Shape[] Inputs, Shape[] Outputs)>(ReferenceEqualityComparer.Instance);
        var second = new Dictionary<object, (Shape[] Inputs, Shape[] Outputs)>(ReferenceEqualityComparer.Instance);
        Shape[] outputs;
        try
        {
            outputs = Common(
                Outputs(Filled(operands, FirstStandIn), inputs, arguments, first), Outputs(Filled(operands, SecondStandIn), inputs, arguments, second));
        }
        catch (Exception refused) when (IsOfShapes(refused))
        {
            return null;
        }
        foreach (var (key, call) in first)
            ((Layer)key).Remember(call, second.GetValueOrDefault(key, call));
        return outputs;
    }

    // Layers inside were built for a stand-in; what they are known by is what does not depend on it.
    private void Remember((Shape[] Inputs, Shape[] Outputs) first, (Shape[] Inputs, Shape[] Outputs) second)
    {
        if (InputShapes.SequenceEqual(first.Inputs.Select(WithoutBatch)))
            InputShapes = [.. Common(first.Inputs, second.Inputs).Select(WithoutBatch)];
        if (OutputShapes.Count == 0)
            OutputShapes = [.. Common(first.Outputs, second.Outputs).Select(WithoutBatch)];
    }

    private static bool IsOfShapes(Exception refused) => refused is ShapeException or ArgumentException or OverflowException;

    private static bool IsOpen(Shape shape) => shape.Rank > 1 && !shape[1..].IsKnown;

    private static Shape WithoutBatch(Shape shape) => shape.Rank > 0 ? shape.With(0, Shape.Unknown) : shape;

    // The batch stays unknown.
    private static Shape[] Filled(Shape[] shapes, int length) =>
        Array.ConvertAll(shapes, shape => Shape.Create([.. shape.Select((known, axis) => axis > 0 && known == Shape.Unknown ? length : known)]));

    private static Shape[] Common(Shape[] first, Shape[] second) =>
        [.. first.Zip(second, (x, y) => Shape.Create([.. x.Zip(y, (length, other) => length == other ? length : Shape.Unknown)]))];
}
