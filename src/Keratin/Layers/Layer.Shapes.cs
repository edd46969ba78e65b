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
        try
        {
            return Outputs(all, inputs.Count, arguments, standInCalls: null);
        }
        catch (Exception refused) when (all.Any(IsOpen) && IsOfShapes(refused))
        {
            if (ByStandIns(all, inputs.Count, arguments) is { } shapes)
                return shapes;
            throw;
        }
    }

    private Shape[] Outputs(Shape[] operands, int inputs, CallArguments arguments, Dictionary<object, Shape[]>? standInCalls)
    {
        using var trace = new Trace(training: false) { StandInCalls = standInCalls };
        KerasTensor[] nodes = [.. operands.Select(shape => Ops.Input(shape))];
        return [.. Unfold(nodes[..inputs], trace, arguments.With(nodes[inputs..])).Select(result => result.Shape)];
    }

    // Where the layer takes no such length at all, that is the refusal to tell: who refused an unknown one may only not have known what follows from it.
    // Null where it takes one but not the other, as weights do that were made for the first: it has to know the length, as it said.
    private Shape[]? ByStandIns(Shape[] operands, int inputs, CallArguments arguments)
    {
        while (true)
        {
            StandInRun first = Run(operands, inputs, arguments, FirstStandIn), second = Run(operands, inputs, arguments, SecondStandIn);
            if (first.Refused is { } refused)
                throw Refusal(refused, second.Refused ?? refused);
            if (second.Refused is not null || !ReferenceEquals(first.Unbuilt?.Layer, second.Unbuilt?.Layer))
                return null;
            if (first.Unbuilt is null)
            {
                RememberOutputs(first, second);
                return Common(first.Outputs, second.Outputs);
            }
            Build(first.Unbuilt, second.Unbuilt!);
        }
    }

    private StandInRun Run(Shape[] operands, int inputs, CallArguments arguments, int length)
    {
        var calls = new Dictionary<object, Shape[]>(ReferenceEqualityComparer.Instance);
        try
        {
            return new(Outputs(Filled(operands, length), inputs, arguments, calls), calls);
        }
        catch (UnbuiltLayerException unbuilt)
        {
            return new([], calls) { Unbuilt = unbuilt };
        }
        catch (Exception refused) when (IsOfShapes(refused))
        {
            return new([], calls) { Refused = refused };
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

    // As if it had been told which lengths are unknown; a layer that cannot be built so is the one to say why.
    private void Build(UnbuiltLayerException first, UnbuiltLayerException second) =>
        (first.Caller ?? this).AsCaller(() => first.Layer.EnsureBuilt(Common(first.Inputs, second.Inputs)));

    private static void RememberOutputs(StandInRun first, StandInRun second)
    {
        foreach (var (key, outputs) in first.Calls)
        {
            var layer = (Layer)key;
            if (layer.OutputShapes.Count == 0)
                layer.OutputShapes = [.. Common(outputs, second.Calls.GetValueOrDefault(key, outputs)).Select(WithoutBatch)];
        }
    }

    private static bool IsOfShapes(Exception refused) => refused is ShapeException or ArgumentException or OverflowException;

    private static bool IsOpen(Shape shape) => shape.Rank > 1 && !shape[1..].IsKnown;

    private static Shape WithoutBatch(Shape shape) => shape.Rank > 0 ? shape.With(0, Shape.Unknown) : shape;

    // The batch stays unknown.
    private static Shape[] Filled(Shape[] shapes, int length) =>
        Array.ConvertAll(shapes, shape => Shape.Create([.. shape.Select((known, axis) => axis > 0 && known == Shape.Unknown ? length : known)]));

    private static Shape[] Common(IReadOnlyList<Shape> first, IReadOnlyList<Shape> second) =>
        [.. first.Zip(second, (x, y) => Shape.Create([.. x.Zip(y, (length, other) => length == other ? length : Shape.Unknown)]))];
}
