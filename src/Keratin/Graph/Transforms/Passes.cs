namespace Keratin.Graph.Transforms;

/// <summary>What is done to a graph before it is planned. Graph in, graph out, nothing runs; verified after each.</summary>
internal static class Passes
{
    private static readonly (string Name, Func<TracedGraph, TracedGraph> Apply)[] s_pipeline =
    [
        ("Simplify", Simplify.Apply),
        ("ScaleWeights", ScaleWeights.Apply),
        ("PullThroughPooling", PullThroughPooling.Apply),
        ("ReuseDropoutMask", ReuseDropoutMask.Apply),
        ("FuseEpilogues", FuseEpilogues.Apply),
        ("FusePooling", FusePooling.Apply),
        ("FuseElementwise", FuseElementwise.Apply),
    ];

    public static TracedGraph Apply(TracedGraph graph)
    {
        Verifier.Verify(graph, "trace");
        foreach (var (name, apply) in s_pipeline)
        {
            graph = apply(graph);
            Verifier.Verify(graph, name);
        }
        return graph;
    }
}
