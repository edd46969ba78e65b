using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Keratin.Cpu.Kernels;

namespace Keratin.Cpu;

/// <summary>Threads that stay alive between kernels and share each kernel's tasks among them and the caller.</summary>
/// <remarks>
/// <para><b>Joining is voluntary.</b> The caller opens a phase, takes tasks itself, closes it when none is left and then waits only
/// for workers that have joined. A worker the scheduler has not woken in time is therefore harmless: it finds the phase closed.</para>
/// <para><b>State.</b> One word holds generation, open bit and the number of workers inside, so that joining is one compare-exchange
/// that fails if the phase has ended meanwhile. A worker reads the job's fields only while it is inside, and the caller changes them
/// only while nobody is: that is the whole proof of safety.</para>
/// <para><b>Waiting.</b> Kernels follow each other within microseconds, waking a thread costs tens: so workers first spin with PAUSE,
/// then yield (a pure spin costs a scheduler slice of 4 ms when two threads share a core), then park. Who is parked is woken only by
/// a run that has lasted a while: a small model is through before a sleeper is up, and the system call alone would double its time.</para>
/// <para><b>Neighbours stay together.</b> Each thread has a run of neighbouring tasks to itself and helps the others from their far ends when it
/// is through: an image that one core has just written is read by the same core in the next kernel. Dealt out one by one, half of what a
/// small model computes would cross from core to core at every step.</para>
/// <para><b>Ahead.</b> A worker that waits for the next phase does a little of the next batch in the meantime, see <see cref="Prefetch"/>.</para>
/// <para><b>One job at a time.</b> A second caller, or a task that calls <see cref="Run"/> itself, finds the team busy and runs its
/// kernel alone on its own thread. Results do not depend on it: tasks are cut by shape.</para>
/// </remarks>
internal sealed unsafe class ThreadTeam : IDisposable
{
    private const int Spins = 1000;
    private const int Yields = 2000;

    // A worker is up 10 to 50 microseconds after the call that wakes it, and the call takes 3 to 5.
    private static readonly long s_worthWaking = Stopwatch.Frequency / 100_000;

    private const long Open = 1L << 16;
    private const long Inside = Open - 1;
    private const int GenerationShift = 17;

    private readonly Thread[] _workers;
    private readonly TaskRange[] _ranges;
    private readonly SemaphoreSlim _wake = new(0);
    private Shared _shared;
    private volatile bool _stopped;

    // The job. Written by the caller while nobody is inside.
    private Kernel? _kernel;
    private KernelArguments _arguments;
    private long _scratchStride;
    private int _phase;
    private long _begin;
    private volatile ExceptionDispatchInfo? _failure;

    private volatile Prefetch? _ahead;

    /// <summary>Starts <paramref name="threads"/> − 1 workers; the caller of <see cref="Run"/> is the remaining one.</summary>
    public ThreadTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, (int)Inside);
        _ranges = new TaskRange[threads];
        _workers = new Thread[threads - 1];
        for (int i = 0; i < _workers.Length; i++)
        {
            int slot = i + 1;
            _workers[i] = new Thread(() => Work(slot)) { IsBackground = true, Name = $"Keratin {slot}" };
            _workers[i].Start();
        }
    }

    /// <summary>Threads that work on a kernel, the caller included.</summary>
    public int Threads => _workers.Length + 1;

    /// <summary>Workers that sleep because nothing has come for a while.</summary>
    public int Parked => Volatile.Read(ref _shared.Parked);

    /// <summary>Gives workers that wait something to do; what was given before it is then left to its owner.</summary>
    public void Offer(Prefetch ahead) => _ahead = ahead;

    /// <summary>Takes it back, if nobody has given something else.</summary>
    public void Withdraw(Prefetch ahead) => Interlocked.CompareExchange(ref _ahead, null, ahead);

    /// <summary>Runs all phases of a kernel. Throws what a task throws; the tasks not yet begun are then left out.</summary>
    /// <param name="kernel">What to run.</param>
    /// <param name="inputs">One pointer for each input.</param>
    /// <param name="outputs">One pointer for each output.</param>
    /// <param name="workspace">As many floats as <see cref="Kernel.Workspace"/>.</param>
    /// <param name="scratchBase">Memory for <see cref="Threads"/> workers.</param>
    /// <param name="scratchStride">Floats from one worker's scratch to the next, at least <see cref="Kernel.Scratch"/>.</param>
    /// <param name="begin">When the run that the kernel is a part of began, a <see cref="Stopwatch"/> timestamp.</param>
    public void Run(Kernel kernel, float** inputs, float** outputs, float* workspace, float* scratchBase, long scratchStride, long begin = 0)
    {
        var alone = new KernelArguments(inputs, outputs, workspace, scratchBase);
        bool leader = _workers.Length > 0 && Interlocked.CompareExchange(ref _shared.Busy, 1, 0) == 0;
        try
        {
            for (int phase = 0; phase < kernel.Phases; phase++)
            {
                int tasks = kernel.Tasks(phase);
                if (!leader || tasks <= 1)
                {
                    for (int task = 0; task < tasks; task++)
                        kernel.Run(phase, task, in alone);
                    continue;
                }
                (_kernel, _phase, _arguments, _scratchStride, _begin) = (kernel, phase, alone, scratchStride, begin);
                RunTogether(tasks);
            }
        }
        finally
        {
            if (leader)
            {
                _kernel = null;
                Volatile.Write(ref _shared.Busy, 0);
            }
        }
    }

    /// <summary>Ends the workers. Not to be called while a kernel runs.</summary>
    public void Dispose()
    {
        if (_stopped)
            return;
        _stopped = true;
        Interlocked.MemoryBarrier();
        Wake(_workers.Length);
        foreach (Thread worker in _workers)
            worker.Join();
        _wake.Dispose();
    }

    private void RunTogether(int tasks)
    {
        for (int slot = 0; slot < Threads; slot++)
            _ranges[slot].Fill(Share(slot, tasks), Share(slot + 1, tasks));
        long generation = (_shared.State >> GenerationShift) + 1;
        Interlocked.Exchange(ref _shared.State, generation << GenerationShift | Open);

        TakeTasks(0);

        Interlocked.And(ref _shared.State, ~Open);
        for (int n = 0; (Volatile.Read(ref _shared.State) & Inside) != 0; n++)
            Pause(n);

        if (_failure is { } failure)
        {
            _failure = null;
            failure.Throw();
        }
    }

    // The first task of a slot; the caller, slot 0, has one where there are any.
    private int Share(int slot, int tasks) => (int)((((long)slot * tasks) + Threads - 1) / Threads);

    // Runs tasks until none is left, its own first. An exception is kept for the caller and ends the phase for everybody.
    private void TakeTasks(int slot)
    {
        float* scratch = _arguments.Scratch + slot * _scratchStride;
        var arguments = new KernelArguments(_arguments.Inputs, _arguments.Outputs, _arguments.Workspace, scratch);
        try
        {
            while (_failure is null && _ranges[slot].TryTakeFirst(out int task))
                RunTask(slot, task, in arguments);
            for (int other = 1; other < Threads; other++)
            {
                ref TaskRange range = ref _ranges[(slot + other) % Threads];
                while (_failure is null && range.TryTakeLast(out int task))
                    RunTask(slot, task, in arguments);
            }
        }
#pragma warning disable CA1031 // Whatever it is, the caller gets it; a worker must outlive it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
        }
    }

    private void RunTask(int slot, int task, in KernelArguments arguments)
    {
        if (slot == 0 && Parked > 0 && Stopwatch.GetTimestamp() - _begin > s_worthWaking)
            Wake(_workers.Length);
        _kernel!.Run(_phase, task, in arguments);
    }

    private void Work(int slot)
    {
        for (long generation = 0; !_stopped;)
        {
            long state = AwaitPhase(slot, generation);
            generation = state >> GenerationShift;
            if (_stopped || Interlocked.CompareExchange(ref _shared.State, state + 1, state) != state)
            {
                // Somebody else has joined or the phase was closed: look again, at this generation too.
                generation--;
                continue;
            }
            TakeTasks(slot);
            Interlocked.Decrement(ref _shared.State);
        }
    }

    // Waits for an open phase that is not of the given generation; returns anything once the team is stopped.
    private long AwaitPhase(int slot, long generation)
    {
        for (int n = 0; ; n++)
        {
            long state = Volatile.Read(ref _shared.State);
            if (_stopped || IsNew(state, generation))
                return state;
            if (_ahead?.TryRun(slot) == true)
            {
                n = 0;
                continue;
            }
            if (n < Spins + Yields)
            {
                Pause(n);
                continue;
            }
            Park(generation);
            n = 0;
        }
    }

    private static bool IsNew(long state, long generation) => (state & Open) != 0 && state >> GenerationShift != generation;

    private static void Pause(int n)
    {
        if (n < Spins)
            Thread.SpinWait(1);
        else
            Thread.Yield();
    }

    // Who parks just as a phase opens may be overlooked; somebody less works on it then. Only the end must not be missed: the increment
    // and the fence in Dispose see to that.
    private void Park(long generation)
    {
        Interlocked.Increment(ref _shared.Parked);
        bool needless = _stopped || IsNew(Volatile.Read(ref _shared.State), generation);
        // Who cannot sign off any more has been sent a wake-up and must take it, or it would be left for the next sleeper.
        if (!needless || SignOff(1) == 0)
            _wake.Wait();
    }

    private void Wake(int most)
    {
        if (SignOff(most) is > 0 and int sleepers)
            _wake.Release(sleepers);
    }

    // Takes up to `most` workers off the list of sleepers and says how many.
    private int SignOff(int most)
    {
        while (true)
        {
            int parked = Volatile.Read(ref _shared.Parked);
            int taken = Math.Min(parked, most);
            if (taken <= 0 || Interlocked.CompareExchange(ref _shared.Parked, parked - taken, parked) == parked)
                return taken;
        }
    }

    // Each on a cache line of its own (two, as lines are fetched in pairs): State is polled while the caller writes the others.
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Shared
    {
        [FieldOffset(128)]
        public long State;

        [FieldOffset(256)]
        public int Parked;

        [FieldOffset(260)]
        public int Busy;
    }
}
