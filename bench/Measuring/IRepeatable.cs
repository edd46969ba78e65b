namespace Keratin.Bench.Measuring;

/// <summary>Work with memory of its own that can be done again and again.</summary>
internal interface IRepeatable : IDisposable
{
    void Run();
}
