using static Keratin.Tests.Operations.Given;

namespace Keratin.Tests.Operations;

// Recurrent cells over sequences: all results, forwards and backwards in time, with masks and biases.
internal static partial class OpSamples
{
    private static IEnumerable<OpSample> Recurrent =>
    [
        .. from isBackwards in new[] { false, true }
           from mask in new[] { false, true }
           from op in new (string Name, RecurrenceOp Op)[]
           {
               ("SimpleRnn", new SimpleRnnOp(isBackwards, mask, Saves: true)),
               ("Lstm", new LstmOp(isBackwards, mask, Saves: true)),
               ("Gru", new GruOp(isBackwards, mask, Saves: true, HasRecurrentBias: mask)),
           }
           select OfRecurrence($"{op.Name}{(isBackwards ? " backwards" : "")}{(mask ? " with a mask" : "")}", op.Op, batch: 3, time: 4, units: 5),
        OfRecurrence("Lstm that saved nothing", new LstmOp(false, false, Saves: false), batch: 2, time: 3, units: 4),
        OfRecurrence("Gru that saved nothing", new GruOp(true, true, Saves: false, HasRecurrentBias: true), batch: 2, time: 3, units: 4),
        OfRecurrence("Lstm of one step", new LstmOp(false, false, Saves: true), batch: 2, time: 1, units: 3),
        // More rows than a block has, more units than a register, and neither a multiple of it.
        OfRecurrence("Lstm of many units", new LstmOp(false, true, Saves: true), batch: 37, time: 5, units: 41),
        OfRecurrence("Gru of many units", new GruOp(true, false, Saves: true, HasRecurrentBias: true), batch: 21, time: 5, units: 70),
        OfRecurrence("SimpleRnn of many units", new SimpleRnnOp(false, false, Saves: true), batch: 19, time: 5, units: 33),
        new("Lstm, the last state alone", x => RecurrenceOp.Of(new LstmOp(false, false, Saves: true), x)[1], Sequence(2, 3, 16), Any([4, 16]), Any([2, 4]), Any([2, 4])) { Tolerance = 1e-5 },
        new("Lstm, the last cell alone", x => RecurrenceOp.Of(new LstmOp(true, false, Saves: true), x)[2], Sequence(2, 3, 16), Any([4, 16]), Any([2, 4]), Any([2, 4])) { Tolerance = 1e-5 },
    ];

    // The sequence and the last states side by side, as all of them have gradients.
    private static OpSample OfRecurrence(string name, RecurrenceOp op, int batch, int time, int units)
    {
        Given[] bias = op.HasBias ? [Any([op.Gates * units])] : [], mask = op.HasMask ? [Whole(2, [batch, time])] : [];
        Given[] states = [.. Enumerable.Range(0, op.States).Select(_ => Any([batch, units]))];
        return new(name, Build, [Sequence(batch, time, op.Gates * units), Between(-0.5f, 0.5f, [units, op.Gates * units]), .. bias, .. states, .. mask]) { Tolerance = 1e-5 };

        KerasTensor Build(KerasTensor[] x)
        {
            KerasTensor[] results = RecurrenceOp.Of(op, x)[..(1 + op.States)];
            return Keratin.Ops.Concatenate([results[0], .. results[1..].Select(state => state.ExpandDims(1))], 1);
        }
    }

    private static Given Sequence(int batch, int time, int width) => Between(-2, 2, [batch, time, width]);
}
