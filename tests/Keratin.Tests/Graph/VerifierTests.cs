using Keratin.Graph;

namespace Keratin.Tests.Graph;

public class VerifierTests
{
    private readonly KerasTensor _x = Keratin.Ops.Input([2, 3], "x");

    [Fact]
    public void Lets_a_sound_graph_pass() =>
        Assert.Null(Record.Exception(() => Verifier.Verify(new([_x], [_x + 1]), "trace")));

    [Fact]
    public void Names_the_pass_and_the_input_that_nobody_gives() =>
        Assert.Equal("After Fuse: Input (2, 3) is an input that nobody gives.", Fault(new([], [_x + 1])));

    [Fact]
    public void Refuses_an_unknown_length()
    {
        KerasTensor open = Keratin.Ops.Input([Shape.Unknown, 3]);
        Assert.Equal("After Fuse: Input (None, 3) has an unknown length.", Fault(new([open], [open])));
    }

    [Fact]
    public void Refuses_a_value_of_another_shape() =>
        Assert.Equal("After Fuse: Input (2, 3) is the new value of w (3,).", Fault(new([_x], [], [new(new Variable("w", [3]), _x)])));

    [Fact]
    public void Refuses_a_chain_whose_steps_do_not_give_its_shape()
    {
        // A step that reads a row gives a row, and not the (2, 3) that the chain promises.
        KerasTensor row = Keratin.Ops.Input([3]);
        Assert.Throws<ShapeException>(() => KerasTensor.Of(new FusedElementwiseOp([new(new ExpOp(), [0])], [0], [2, 3]), row));
    }

    private static string Fault(TracedGraph graph) => Assert.Throws<InvalidOperationException>(() => Verifier.Verify(graph, "Fuse")).Message;
}
