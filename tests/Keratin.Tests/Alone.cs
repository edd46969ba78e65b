namespace Keratin.Tests;

/// <summary>For tests that set what the whole process shares, the random seed or the number of threads: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
