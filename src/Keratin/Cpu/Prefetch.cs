using Keratin.Cpu.Kernels;

namespace Keratin.Cpu;

/// <summary>What can be done of the next run while this one computes: its inputs are filled, and steps run that need nothing else.</summary>
/// <remarks>
/// <para><b>Who.</b> Workers of the team that wait: for the next kernel, for the caller's last task, for what the caller does alone. They take one task,
/// which lasts a microsecond or two, and look again whether there is something better to do. What is left when the next run begins, all do together.</para>
/// <para><b>State.</b> Tasks of all kernels have one numbering. One word holds a round and the next task, another the round and how many tasks are done.
/// A task is taken by one compare-exchange, and only once all those before its kernel are done. What a round is about is changed only while
/// it is closed, when its word says that no task is left; a thread that looked at it before then fails to take one, as rounds never return.</para>
/// </remarks>
internal sealed unsafe class Prefetch
{
    private const int RoundShift = 32;
    private const int Closed = int.MaxValue;

    // The filling, then steps; and behind which task each ends.
    private readonly Kernel[] _kernels;
    private readonly int[] _ends;
    private readonly nint[] _inputs;
    private readonly nint[] _outputs;

    // For each thread of the team, and for the owner, who may not be one of them.
    private readonly float[] _scratch;
    private readonly int _scratchStride, _owner;

    private int _total;
    private volatile bool _failed;
    private long _round;
    private long _next = Closed;
    private long _done;

    /// <summary>Prepares it for one place where inputs may lie.</summary>
    /// <param name="fill">Fills them there.</param>
    /// <param name="steps">What comes after it.</param>
    /// <param name="inputs">For each step the addresses of what it reads.</param>
    /// <param name="outputs">For each step the addresses of what it writes.</param>
    /// <param name="threads">Threads of the team.</param>
    public Prefetch(FillKernel fill, IEnumerable<Kernel> steps, IEnumerable<nint> inputs, IEnumerable<nint> outputs, int threads)
    {
        (_kernels, _inputs, _outputs) = ([fill, .. steps], [0, .. inputs], [0, .. outputs]);
        _ends = new int[_kernels.Length];
        _owner = threads;
        _scratchStride = (int)MemoryPlanner.Round(_kernels.Max(kernel => kernel.Scratch));
        _scratch = GC.AllocateArray<float>((_scratchStride * (threads + 1)) + CpuExecution.AlignmentFloats, pinned: true);
    }

    /// <summary>Opens a round, once its filling is set. Only while none is open.</summary>
    public void Open()
    {
        _total = 0;
        _failed = false;
        for (int i = 0; i < _kernels.Length; i++)
            _ends[i] = _total += _kernels[i].Tasks(0);
        _round++;
        Volatile.Write(ref _done, _round << RoundShift);
        Interlocked.Exchange(ref _next, _round << RoundShift);
    }

    /// <summary>Takes a task and runs it; false if none can be had now.</summary>
    /// <param name="slot">Number of the thread in its team.</param>
    public bool TryRun(int slot)
    {
        long next = Volatile.Read(ref _next);
        int task = (int)next;
        if (task == Closed || task >= _total)
            return false;
        int k = 0, begin = 0;
        for (; k < _ends.Length && _ends[k] <= task; k++)
            begin = _ends[k];
        // Only its kernel's tasks may still be under way.
        if (k == _ends.Length || (int)Volatile.Read(ref _done) < begin || Interlocked.CompareExchange(ref _next, next + 1, next) != next)
            return false;
        try
        {
            var arguments = new KernelArguments((float**)_inputs[k], (float**)_outputs[k], null, CpuExecution.AlignedStart(_scratch) + (slot * _scratchStride));
            _kernels[k].Run(0, task - begin, in arguments);
        }
#pragma warning disable CA1031 // Whatever it is: the run that needs it does it again, on its caller's thread, and fails there.
        catch (Exception)
#pragma warning restore CA1031
        {
            _failed = true;
        }
        Interlocked.Increment(ref _done);
        return true;
    }

    /// <summary>Does what is left, waits for the others and closes the round. Returns whether all went well.</summary>
    public bool Complete()
    {
        var spin = default(SpinWait);
        while ((int)Volatile.Read(ref _done) < _total)
        {
            if (!TryRun(_owner))
                spin.SpinOnce(sleep1Threshold: -1);
        }
        Close();
        return !_failed;
    }

    /// <summary>Closes the round, done or not, and waits for those who are at work.</summary>
    public void Close()
    {
        int taken = (int)Interlocked.Exchange(ref _next, (_round << RoundShift) | Closed);
        if (taken == Closed)
            return;
        var spin = default(SpinWait);
        while ((int)Volatile.Read(ref _done) < taken)
            spin.SpinOnce(sleep1Threshold: -1);
    }
}
