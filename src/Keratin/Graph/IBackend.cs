namespace Keratin.Graph;

/// <summary>Something that can run a graph. The CPU is one; another lowers the same graph.</summary>
internal interface IBackend
{
    /// <summary>Makes a plan: steps, buffers, offsets. All shapes are known.</summary>
    IPlan Plan(TracedGraph graph);
}

/// <summary>What a graph becomes for given shapes. It may be run from many threads at once, each with an execution of its own.</summary>
internal interface IPlan
{
    /// <summary>Memory to run in, from a pool; give it back by disposing it.</summary>
    IExecution Rent();

    /// <summary>Drops what was begun for a next run: there will be none, and nobody is to read its samples any more.</summary>
    void Rest();
}

/// <summary>One run of a plan: fill the inputs, run, read the outputs. Nothing is allocated.</summary>
internal interface IExecution : IInputs, IDisposable
{
    /// <summary>Lets the backend's threads fill the inputs together, each of them the rows that it is going to work on.</summary>
    /// <param name="filling">Who fills.</param>
    /// <param name="rows">With what.</param>
    /// <param name="next">With what the run after this one is going to be filled, by the same; none if not known. Threads that have
    /// nothing else to do begin with it.</param>
    void Fill(IFilling filling, in RowSelection rows, in RowSelection next = default);

    /// <summary>Copies the numbers of an input, with all threads if there are many.</summary>
    void Copy(ReadOnlySpan<float> numbers, int input);

    /// <summary>Computes the outputs and updates the variables.</summary>
    void Run();

    /// <summary>The same with the numbers of an input, which are read where they lie if that can be, else copied.</summary>
    void Run(ReadOnlySpan<float> numbers, int input);

    /// <summary>The numbers of an output, until the next run.</summary>
    ReadOnlySpan<float> Output(int index);
}
