namespace Keratin.Graph;

/// <summary>How floors below Models come to numbers: the one file that names a backend says here how a graph is planned.</summary>
internal static class Planning
{
    private static Func<TracedGraph, IPlan>? s_plan;

    /// <summary>From now on graphs are planned so. Said when the library is loaded, before anything can ask.</summary>
    public static void Use(Func<TracedGraph, IPlan> plan) => s_plan = plan;

    /// <summary>Makes a plan of what was traced, after the passes.</summary>
    public static IPlan Plan(TracedGraph graph) => s_plan!(graph);
}
