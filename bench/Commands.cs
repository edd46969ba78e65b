using Keratin.Bench.Groups;

namespace Keratin.Bench;

/// <summary>What the program can be told to do.</summary>
internal static class Commands
{
    private static readonly (string Name, Action<Surroundings> Run)[] s_groups =
    [
        ("kernels", KernelsGroup.Run),
        ("programs", ProgramsGroup.Run),
        ("prediction", PredictionGroup.Run),
    ];

    public static int Run(Options options)
    {
        if (options.Text("step", "") is { Length: > 0 } network)
        {
            StepProfile.Print(Programs.Named(network), options);
            return 0;
        }
        string[] wanted = [.. options.Text("group", "all").Split(',')];
        if (wanted.FirstOrDefault(name => name != "all" && !Array.Exists(s_groups, group => group.Name == name)) is { } unknown)
            throw new ArgumentException($"unknown group '{unknown}'; known are {string.Join(", ", s_groups.Select(group => group.Name))}");
        using var surroundings = new Surroundings(options);
        surroundings.Report.Begin();
        foreach (var (name, run) in s_groups)
        {
            if (wanted.Contains(name) || wanted.Contains("all"))
                run(surroundings);
        }
        return 0;
    }
}
