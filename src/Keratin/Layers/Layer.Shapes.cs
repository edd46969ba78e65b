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

    // Where the layer takes no such length at all, that is the refusal to tell: who refused an unknown one may only not have known what follows from it.
    // Null where it takes one but not the other, as weights do that were made for the first: it has to know the length, as it said.
    private Shape[]? ByStandIns(Shape[] operands, int inputs, CallArguments arguments)
    {
        var first = new Dictionary<object, (Shape[] Inputs, Shape[] Outputs)>(ReferenceEqualityComparer.Instance);
        var second = new Dictionary<object, (Shape[] Inputs, Shape[] Outputs)>(ReferenceEqualityComparer.Instance);
        var (one, refused) = Try(FirstStandIn, first);
        var (other, refusedToo) = Try(SecondStandIn, second);
        if (refused is not null)
            throw Refusal(refused, refusedToo ?? refused);
        if (refusedToo is not null)
            return null;
        Shape[] outputs = Common(one, other);
        foreach (var (key, call) in first)
            ((Layer)key).Remember(call, second.GetValueOrDefault(key, call));
        return outputs;

        (Shape[] Shapes, Exception? Refused) Try(int length, Dictionary<object, (Shape[] Inputs, Shape[] Outputs)> calls)
        {
            try
            {
                return (Outputs(Filled(operands, length), inputs, arguments, calls), null);
            }
            catch (Exception fault) when (IsOfShapes(fault))
            {
                return ([], fault);
            }
        }
    }

    // One message of two that differ in the lengths that stood in: those are unknown to who reads it.
    private static Exception Refusal(Exception refused, Exception refusedToo)
    {
        string[] words = Words(refused.Message), others = Words(refusedToo.Message);
        if (ReferenceEquals(refused, refusedToo) || words.Length != others.Length)
            return refused;
        string message = string.Concat(words.Zip(others, (word, other) => word == other ? word : "None"));
        return message == refused.Message ? refused : refused is ShapeException ? new ShapeException(message, refused) : new ArgumentException(message, refused);

        static string[] Words(string text) => System.Text.RegularExpressions.Regex.Split(text, "([0-9]+)");
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
