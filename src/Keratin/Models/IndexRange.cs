using Keratin.Data;
using Keratin.Graph;

namespace Keratin.Models;

/// <summary>Numbers of an input that a layer takes as indices: what lies outside its table is refused before a step runs.</summary>
/// <param name="Input">Which input.</param>
/// <param name="Length">How many indices there are.</param>
/// <param name="Layer">Who takes them.</param>
/// <param name="Places">Which numbers of a sample they are; null for all.</param>
internal sealed record IndexRange(int Input, int Length, object Layer, int[]? Places)
{
    /// <summary>What layers read while a step was traced, as far as it comes from the inputs as it is: words that are computed are nobody's mistake.</summary>
    public static IndexRange[] Find(Trace trace, IReadOnlyList<KerasTensor> inputs)
    {
        List<IndexRange> ranges = [];
        foreach (var (indices, length, layer) in trace.IndexReads)
        {
            bool isPart = false;
            KerasTensor node = indices;
            while (node.Op is ReshapeOp or TransposeOp or BroadcastToOp or StopGradientOp or SliceOp)
            {
                isPart |= node.Op is SliceOp;
                node = node.Inputs[0];
            }
            for (int i = 0; i < inputs.Count; i++)
            {
                if (ReferenceEquals(inputs[i], node) && node.Shape is { Rank: > 0, IsKnown: true, Elements: > 0 })
                    ranges.Add(new IndexRange(i, length, layer, isPart ? PlacesOf(indices, node) : null));
            }
        }
        return [.. ranges];
    }

    /// <summary>Refuses indices outside of their tables. Allocates nothing where there is nothing to say.</summary>
    /// <param name="ranges">What is asked of which input.</param>
    /// <param name="execution">A run whose inputs are filled.</param>
    /// <param name="who">The caller, and its method where it is a model.</param>
    /// <param name="slice">Which samples it is filled with.</param>
    public static void Check(IndexRange[] ranges, IExecution execution, in (object Caller, string Method) who, in BatchSlice slice)
    {
        foreach (IndexRange range in ranges)
        {
            ReadOnlySpan<float> numbers = execution.Input(range.Input);
            int length = numbers.Length / slice.Count, wrong = range.FindWrong(numbers, length);
            if (wrong < 0)
                continue;
            int row = slice.Start + (wrong / length);
            string caller = who.Method.Length == 0 ? $"{who.Caller}" : $"{who.Caller}.{who.Method}";
            throw new ArgumentException(
                $"{caller}: expected indices 0 … {range.Length - 1}, as {range.Layer} has inputDim {range.Length}; " +
                $"got {numbers[wrong]} for sample {slice.Order?[row] ?? row}.\n  hint: inputDim is the largest index + 1");
        }
    }

    // The place of the first number that is no index; they are cut to whole numbers, so -0.5 is 0.
    private int FindWrong(ReadOnlySpan<float> numbers, int length)
    {
        if (Places is null)
        {
            // NaN is the smallest as well as the largest.
            if (TensorPrimitives.Min(numbers) > -1 && TensorPrimitives.Max(numbers) < Length)
                return -1;
            for (int i = 0; i < numbers.Length; i++)
            {
                if (!IsIndex(numbers[i]))
                    return i;
            }
            return -1;
        }
        for (int row = 0; row < numbers.Length; row += length)
        {
            foreach (int place in Places)
            {
                if (!IsIndex(numbers[row + place]))
                    return row + place;
            }
        }
        return -1;
    }

    private bool IsIndex(float number) => number > -1 && number < Length;

    // Where in the first sample the numbers come from: the ops are asked, with the places for numbers.
    private static int[] PlacesOf(KerasTensor indices, KerasTensor input)
    {
        using IExecution execution = Backend.Plan(new TracedGraph([input], [indices])).Rent();
        Span<float> places = execution.Input(0);
        for (int i = 0; i < places.Length; i++)
            places[i] = i;
        execution.Run();
        int length = places.Length / input.Shape[0];
        return [.. execution.Output(0).ToArray().Select(place => (int)place).Where(place => place < length).Distinct().Order()];
    }
}
