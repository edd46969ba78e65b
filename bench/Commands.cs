using Keratin.Bench.Groups;
using Keratin.Bench.Peers;

namespace Keratin.Bench;

/// <summary>What the program can be told to do.</summary>
internal static class Commands
{
    private const string AllGroups = "all";

    private static readonly (string Name, Action<Surroundings> Run)[] s_groups =
    [
        ("kernels", KernelsGroup.Run),
        ("programs", ProgramsGroup.Run),
        ("prediction", PredictionGroup.Run),
        ("cost", CostGroup.Run),
        ("growth", GrowthGroup.Run),
        ("startup", StartupGroup.Run),
        ("applications", ApplicationsGroup.Run),
    ];

    /// <exception cref="UsageException">A group or network is unknown.</exception>
    public static int Run(Options options)
    {
        if (options.Has(Child.Word))
            return Child.Serve(options.Threads);
        if (options.Has("guard"))
            return Guard.Run();
        if (options.Text("step", "") is { Length: > 0 } network)
            return StepProfile.Print(Programs.Named(network), options);
        return RunGroups(options, options.Text("group", AllGroups).Split(','));
    }

    private static int RunGroups(Options options, string[] wanted)
    {
        if (wanted.FirstOrDefault(name => name != AllGroups && !Array.Exists(s_groups, group => group.Name == name)) is { } unknown)
            throw new UsageException($"unknown group '{unknown}'; known are {AllGroups}, {string.Join(", ", s_groups.Select(group => group.Name))}");
        using var surroundings = new Surroundings(options);
        surroundings.Report.Begin();
        bool isWhole = true;
        foreach (var (name, run) in s_groups)
        {
            if (wanted.Contains(name) || wanted.Contains(AllGroups))
                isWhole &= Succeeds(name, () => run(surroundings));
        }
        return isWhole ? 0 : 1;
    }

    // A peer that breaks in the midst of a group costs that group; the others are still worth measuring.
    private static bool Succeeds(string name, Action run)
    {
        try
        {
            run();
            return true;
        }
        catch (PeerException e)
        {
            Console.Error.WriteLine($"group {name} broken off: {e.Message}");
            return false;
        }
    }
}
