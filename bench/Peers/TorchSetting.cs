namespace Keratin.Bench.Peers;

/// <summary>One way to run PyTorch; which is fastest differs from network to network.</summary>
/// <param name="TunedAllocator">Whether the C library keeps freed memory instead of giving it back after each step.</param>
/// <param name="Layout">How images lie in memory: <c>contiguous</c> (NCHW) or <c>channels_last</c>.</param>
/// <param name="Foreach">Whether the optimizer goes over all weights at once.</param>
/// <param name="Threads">Small networks may be faster on one.</param>
internal sealed record TorchSetting(bool TunedAllocator, string Layout, bool Foreach, int Threads)
{
    private static readonly bool[] s_either = [false, true];
    private static readonly string[] s_layouts = ["contiguous", "channels_last"];

    /// <summary>All that are worth a try.</summary>
    public static IEnumerable<TorchSetting> All(bool hasImages, int threads)
    {
        int[] counts = threads > 1 ? [threads, 1] : [threads];
        return from tuned in s_either
               from layout in s_layouts.Take(hasImages ? 2 : 1)
               from together in s_either
               from count in counts
               select new TorchSetting(tuned, layout, together, count);
    }

    public override string ToString() =>
        $"{Layout}{(Foreach ? ", foreach" : "")}{(TunedAllocator ? ", tuned malloc" : "")}, {Threads} thread{(Threads == 1 ? "" : "s")}";
}
