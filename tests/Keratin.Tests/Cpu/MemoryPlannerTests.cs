using Keratin.Cpu;

namespace Keratin.Tests.Cpu;

public class MemoryPlannerTests
{
    [Fact]
    public void Buffers_of_the_same_time_lie_apart_and_on_cache_lines()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            PlanBuffer[] buffers = Random(new RandomStream((ulong)seed));
            long length = MemoryPlanner.Place(buffers);
            foreach (PlanBuffer x in buffers)
            {
                Assert.True(x.Offset % 16 == 0 && x.Offset >= 0 && x.Offset + x.Length <= length, $"Graph {seed}: a buffer lies at {x.Offset} of {length}.");
                Assert.DoesNotContain(buffers, y => y != x && MeetInTime(x, y) && MeetInMemory(x, y));
            }
        }
    }

    [Fact]
    public void A_chain_needs_the_room_of_two_neighbours()
    {
        // Each step reads what the one before wrote: 64 + 64 floats, however long the chain.
        PlanBuffer[] chain = [.. Enumerable.Range(0, 10).Select(step => new PlanBuffer(64) { First = step, Last = step + 1 })];
        Assert.Equal(128, MemoryPlanner.Place(chain));
    }

    private static bool MeetInTime(PlanBuffer x, PlanBuffer y) => x.First <= y.Last && y.First <= x.Last;

    private static bool MeetInMemory(PlanBuffer x, PlanBuffer y) => x.Offset < y.Offset + y.Length && y.Offset < x.Offset + x.Length;

    private static PlanBuffer[] Random(RandomStream random) => [.. Enumerable.Range(0, 60).Select(_ =>
    {
        int first = random.Next(50) - 1;
        return new PlanBuffer(random.Next(5) == 0 ? 1 : random.Next(1000)) { First = first, Last = random.Next(10) == 0 ? int.MaxValue : first + random.Next(12) };
    })];
}
