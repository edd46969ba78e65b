using Keratin.Cpu;
using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu;

public unsafe class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Runs_each_task_once_and_phases_in_order(int threads)
    {
        using var team = new ThreadTeam(threads);
        var kernel = new CountingKernel([1, 100, 1, 7, 0, 33]);
        for (int run = 1; run <= 200; run++)
        {
            Run(team, kernel);
            Assert.Equal(run * (1 + 100 + 1 + 7 + 33), kernel.Done);
            Assert.True(kernel.InOrder);
        }
        foreach (int[] phase in kernel.Counts)
            Assert.All(phase, c => Assert.Equal(200, c));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Completes_100000_empty_runs(int threads)
    {
        using var team = new ThreadTeam(threads);
        var kernel = new ActionKernel(3, (_, _) => { });
        for (int run = 0; run < 100_000; run++)
            Run(team, kernel);
    }

    [Fact]
    public void Runs_without_allocating()
    {
        using var team = new ThreadTeam(2);
        var kernel = new ActionKernel(3, (_, _) => { });
        Run(team, kernel);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 1000; run++)
            Run(team, kernel);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Hands_an_exception_to_the_caller_and_goes_on()
    {
        using var team = new ThreadTeam(3);
        for (int run = 0; run < 300; run++)
        {
            var bad = new ActionKernel(50, (task, _) => { if (task == run % 50) throw new InvalidOperationException("task"); });
            Assert.Equal("task", Assert.Throws<InvalidOperationException>(() => Run(team, bad)).Message);
            var good = new CountingKernel([20]);
            Run(team, good);
            Assert.Equal(20, good.Done);
        }
    }

    [Fact]
    public void Lets_several_threads_call_at_once()
    {
        using var team = new ThreadTeam(3);
        var callers = Enumerable.Range(0, 4).Select(_ => new CountingKernel([5, 3])).ToArray();
        Parallel.ForEach(callers, new ParallelOptions { MaxDegreeOfParallelism = 4 }, kernel =>
        {
            for (int run = 0; run < 2000; run++)
                Run(team, kernel);
        });
        Assert.All(callers, kernel => Assert.Equal(2000 * 8, kernel.Done));
        Assert.All(callers, kernel => Assert.True(kernel.InOrder));
    }

    [Fact]
    public void Runs_a_kernel_from_within_a_task()
    {
        using var team = new ThreadTeam(3);
        var inner = Enumerable.Range(0, 16).Select(_ => new CountingKernel([4])).ToArray();
        Run(team, new ActionKernel(16, (task, _) => Run(team, inner[task])));
        Assert.All(inner, kernel => Assert.Equal(4, kernel.Done));
    }

    [Fact]
    public void Gives_each_worker_its_own_scratch()
    {
        using var team = new ThreadTeam(4);
        float* scratch = stackalloc float[4 * 16];
        var slots = new long[64];
        nint start = (nint)scratch;
        var kernel = new ActionKernel(64, (task, own) => slots[task] = (own - start) / sizeof(float));
        team.Run(kernel, null, null, null, scratch, 16);
        Assert.All(slots, s => Assert.Contains(s, new long[] { 0, 16, 32, 48 }));
    }

    [Fact]
    public void Parks_when_idle_and_wakes_again()
    {
        using var team = new ThreadTeam(3);
        var kernel = new CountingKernel([50]);
        for (int run = 1; run <= 20; run++)
        {
            Assert.True(SpinWait.SpinUntil(() => team.Parked == 2, TimeSpan.FromSeconds(30)), "The workers do not park.");
            Run(team, kernel);
            Assert.Equal(50 * run, kernel.Done);
        }
    }

    private static void Run(ThreadTeam team, Kernel kernel) => team.Run(kernel, null, null, null, null, 0);

    private sealed class ActionKernel(int tasks, Action<int, nint> action) : Kernel
    {
        private readonly int _tasks = tasks;
        private readonly Action<int, nint> _action = action;

        public override int Tasks(int phase) => _tasks;

        public override void Run(int phase, int task, in KernelArguments arguments) => _action(task, (nint)arguments.Scratch);
    }

    private sealed class CountingKernel(int[] tasks) : Kernel
    {
        private readonly int[] _tasks = tasks;
        private int _done;
        private volatile int _latest;

        public int[][] Counts { get; } = [.. tasks.Select(n => new int[n])];

        public int Done => _done;

        public bool InOrder { get; private set; } = true;

        public override int Phases => _tasks.Length;

        public override int Tasks(int phase) => _tasks[phase];

        public override void Run(int phase, int task, in KernelArguments arguments)
        {
            if (phase == 0)
                _latest = 0;
            else if (phase < _latest)
                InOrder = false;
            _latest = phase;
            Counts[phase][task]++;
            Interlocked.Increment(ref _done);
        }
    }
}
