using Keratin.Graph.Transforms;

namespace Keratin.Tests.Graph;

public class UnitOrderTests
{
    [Fact]
    public void Units_begin_in_the_order_of_their_numbers()
    {
        Assert.Equal([0, 1, 2, 3], Sorted(new UnitOrder(4), [3, 1, 0, 2]));
    }

    [Fact]
    public void What_is_moved_keeps_its_own_order_and_comes_right_before()
    {
        var order = new UnitOrder(6);
        order.MoveBefore(1, [4, 3]);
        Assert.Equal([0, 3, 4, 1, 2, 5], Sorted(order, [0, 1, 2, 3, 4, 5]));
        order.MoveBefore(0, [5]);
        order.Remove(2);
        order.MoveBefore(3, [1]);
        Assert.Equal([5, 0, 1, 3, 4], Sorted(order, [0, 1, 3, 4, 5]));
    }

    // The room between two neighbours is used up after some thirty moves; then all places are numbered anew.
    [Fact]
    public void There_is_always_room_for_more()
    {
        var order = new UnitOrder(200);
        for (int unit = 2; unit < 200; unit++)
            order.MoveBefore(1, [unit]);
        Assert.Equal([0, .. Enumerable.Range(2, 198), 1], Sorted(order, [.. Enumerable.Range(0, 200)]));
    }

    private static int[] Sorted(UnitOrder order, int[] units) => [.. units.OrderBy(unit => order[unit])];
}
