using System.Runtime.CompilerServices;
using Keratin.Callbacks;
using Keratin.Cpu;
using Keratin.Cpu.Kernels;
using Keratin.Graph;
using Keratin.Models;
using Keratin.Tests.Models;

namespace Keratin.Tests.Cpu;

/// <summary>What is done of the next batch while one computes: all of it, once, in order, and to be given up at any time.</summary>
public class PrefetchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Every_task_runs_once_and_after_those_of_the_kernel_before(int threads)
    {
        var filling = new CountingFilling();
        var fill = new FillKernel(new NoInputs(), 40 * 10);
        var follower = new Follower(filling, 40, tasks: 9);
        var prefetch = new Prefetch(fill, [follower], [0], [0], threads);
        using var team = new ThreadTeam(threads);
        for (int round = 1; round <= 2000; round++)
        {
            fill.Set(filling, new RowSelection(null, 0, 40));
            prefetch.Open();
            team.Offer(prefetch);
            Assert.True(prefetch.Complete());
            team.Withdraw(prefetch);
            Assert.Equal((40 * round, 9 * round), (filling.Rows, follower.Runs));
            Assert.True(follower.WasInOrder);
        }
    }

    [Fact]
    public void Given_up_it_waits_for_those_who_are_at_work()
    {
        var filling = new CountingFilling();
        var fill = new FillKernel(new NoInputs(), 800 * 10_000);
        var prefetch = new Prefetch(fill, [], [], [], threads: 3);
        using var team = new ThreadTeam(3);
        for (int round = 0; round < 500; round++)
        {
            fill.Set(filling, new RowSelection(null, 0, 800));
            prefetch.Open();
            team.Offer(prefetch);
            Thread.SpinWait(round);
            team.Withdraw(prefetch);
            prefetch.Close();
            int rows = filling.Rows;
            Assert.False(prefetch.TryRun(0));
            Thread.SpinWait(200);
            Assert.Equal(rows, filling.Rows);
        }
    }

    [Fact]
    public void Batches_foreseen_or_not_give_the_same_results()
    {
        KerasTensor x = Keratin.Ops.Input([6, 5]), scaled = (x / 255) - 1;
        Variable kernel = new("kernel", [5, 3]), total = new("total", []);
        kernel.Assign(Engine.Random(15, 1));
        KerasTensor y = scaled.MatMul(kernel);
        var graph = new TracedGraph([x], [y], [KeyValuePair.Create(total, total + scaled.Sum())]);
        IPlan plan = Backend.Plan(graph);
        int[] order = [.. Enumerable.Range(0, 60).Select(i => (i * 7) % 60)];
        var random = new Random(1);
        RowSelection next = default;
        float expectedTotal = 0;
        for (int step = 0; step < 400; step++)
        {
            // What was foreseen, mostly; now and then something else, or the same rows with other numbers in between.
            RowSelection rows = next.Count > 0 && random.Next(4) > 0 ? next : new RowSelection(random.Next(2) == 0 ? order : null, random.Next(54), 6);
            next = random.Next(5) == 0 ? default : new RowSelection(order, random.Next(54), 6);
            using IExecution execution = plan.Rent();
            execution.Fill(NumberFilling.Instance, rows, next);
            float[] given = execution.Input(0).ToArray();
            Assert.Equal(NumberFilling.Expected(rows), given);
            execution.Run();
            float[] product = Multiply([.. given.Select(value => (value / 255) - 1)], kernel.Span);
            Engine.AssertClose(product, execution.Output(0), 1e-6, $"step {step}");
            expectedTotal += given.Sum(value => (value / 255) - 1);
            Engine.AssertClose([expectedTotal], total.Span, 1e-4, $"step {step}, total");
            if (random.Next(10) > 0)
                continue;
            // Who fills the inputs by hand afterwards gets results of these.
            Engine.Random(30, step).CopyTo(execution.Input(0));
            execution.Run();
            Engine.AssertClose(Multiply([.. Engine.Random(30, step).Select(v => (v / 255) - 1)], kernel.Span), execution.Output(0), 1e-6, "by hand");
            expectedTotal += Engine.Random(30, step).Sum(v => (v / 255) - 1);
        }
    }

    [Fact]
    public void What_fails_fails_where_it_is_needed()
    {
        KerasTensor x = Keratin.Ops.Input([6, 5]);
        var total = new Variable("total", []);
        using IExecution execution = Backend.Plan(new TracedGraph([x], [], [KeyValuePair.Create(total, total + x.Sum())])).Rent();
        var bad = new RowSelection(null, NumberFilling.Bad, 6);
        for (int round = 0; round < 20; round++)
        {
            execution.Fill(NumberFilling.Instance, new RowSelection(null, 1, 6), bad);
            execution.Run();
            Thread.SpinWait(round * 1000);
            Assert.Throws<InvalidOperationException>(() => execution.Fill(NumberFilling.Instance, bad));
        }
    }

    [Fact]
    public void Samples_are_let_go_when_training_is_over()
    {
        Model model = SmallNet.Listed();
        model.Compile("adam", "sparse_categorical_crossentropy");
        WeakReference samples = TrainAndStop(model);
        for (int attempt = 0; attempt < 10 && samples.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(samples.IsAlive);
        GC.KeepAlive(model);
    }

    // Stops in the midst of an epoch, when the next batch has been begun.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference TrainAndStop(Model model)
    {
        Tensor<float> x = Numbers.Wave([64, 4]);
        var stop = new Recorder { OnBatchEnded = (training, _) => training.StopTraining = true };
        model.Fit(x, new byte[64], batchSize: 4, epochs: 2, verbose: 0, callbacks: [stop]);
        return new WeakReference(x);
    }

    private static float[] Multiply(float[] x, ReadOnlySpan<float> kernel)
    {
        float[] y = new float[18];
        for (int i = 0; i < 18; i++)
        {
            for (int k = 0; k < 5; k++)
                y[i] += x[((i / 3) * 5) + k] * kernel[(k * 3) + (i % 3)];
        }
        return y;
    }

    private sealed class NoInputs : IInputs
    {
        public Span<float> Input(int index) => [];
    }

    private sealed class CountingFilling : IFilling
    {
        private int _rows;

        public int Rows => Volatile.Read(ref _rows);

        public void Fill(IInputs inputs, in RowSelection rows, int first, int end)
        {
            Thread.SpinWait(20);
            Interlocked.Add(ref _rows, end - first);
        }
    }

    // Of a kernel that asks whether all rows of its round are there.
    private sealed class Follower(CountingFilling filling, int rows, int tasks) : Kernel
    {
        private int _runs;

        public int Runs => Volatile.Read(ref _runs);

        public bool WasInOrder { get; private set; } = true;

        public override int Tasks(int phase) => tasks;

        public override void Run(int phase, int task, in KernelArguments arguments)
        {
            if (filling.Rows % rows != 0)
                WasInOrder = false;
            Interlocked.Increment(ref _runs);
        }
    }

    // Row r holds 10 r, 10 r + 1, …
    private sealed class NumberFilling : IFilling
    {
        public const int Bad = 1000;

        public static NumberFilling Instance { get; } = new();

        public void Fill(IInputs inputs, in RowSelection rows, int first, int end)
        {
            if (rows.Start == Bad)
                throw new InvalidOperationException("bad rows");
            Expected(rows).AsSpan(first * 5, (end - first) * 5).CopyTo(inputs.Input(0)[(first * 5)..]);
        }

        public static float[] Expected(RowSelection rows) =>
            [.. Enumerable.Range(rows.Start, rows.Count).SelectMany(i => Enumerable.Range(0, 5).Select(j => (10f * (rows.Order?[i] ?? i)) + j))];
    }
}
