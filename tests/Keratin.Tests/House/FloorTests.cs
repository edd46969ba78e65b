namespace Keratin.Tests.House;

public class FloorTests
{
    // A folder may use those on lower floors, and itself. The root's nouns (KerasTensor, Shape, …) and Graph
    // are floor 0 together and may use each other: a KerasTensor is a node of the graph.
    private static readonly (string Folder, int Floor)[] s_floors =
    [
        ("Keratin", 0), ("Keratin/Graph", 0),
        ("Keratin/Ops", 1),
        ("Keratin/Graph/Transforms", 2), ("Keratin/Cpu", 2),
        ("Keratin/Activations", 3), ("Keratin/Initializers", 3), ("Keratin/Regularizers", 3), ("Keratin/Constraints", 3),
        ("Keratin/Layers", 4), ("Keratin/Losses", 4), ("Keratin/Metrics", 4), ("Keratin/Optimizers", 4), ("Keratin/Callbacks", 4), ("Keratin/Data", 4),
        ("Keratin/Models", 5),
        ("Keratin/Applications", 6), ("Keratin/Saving", 6), ("Keratin/Visualization", 6), ("Keratin/Selection", 6),
        ("Keratin.Datasets", 6), ("Keratin.Onnx", 6), ("Keratin.Serving", 6), ("Keratin.TensorBoard", 6),
        ("Keratin.Digits", 7),
        ("apps", 8),
    ];

    // The one file above floor 2 that may name the CPU: a second backend changes that file and no other.
    private const string BackendFile = "src/Keratin/Models/Backend.cs";

    public static TheoryData<string> Folders => [.. Source.Files("src").Concat(Source.Files("apps"))
        .Select(file => Source.Relative(Path.GetDirectoryName(file)!)).Distinct()];

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_folder_uses_one_beside_or_above_it(string folder)
    {
        var here = Floor(folder.StartsWith("src/", StringComparison.Ordinal) ? folder["src/".Length..] : folder);
        string[] faults = [.. Directory.EnumerateFiles(Path.Combine(Source.Root, folder), "*.cs").SelectMany(file => Faults(file, here))];
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Each_folder_has_a_floor()
    {
        string[] unknown = [.. Directory.EnumerateDirectories(Path.Combine(Source.Root, "src"))
            .SelectMany(project => Path.GetFileName(project) == "Keratin" ? Directory.EnumerateDirectories(project) : [project])
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any())
            .Select(folder => Source.Relative(folder)["src/".Length..])
            .Where(folder => s_floors.All(entry => entry.Folder != folder))];
        Assert.True(unknown.Length == 0, $"{string.Join(", ", unknown)}: add a line to s_floors.");
    }

    // Ops is a class of the root namespace, so no using gives it away.
    [Fact]
    public void The_graph_does_not_use_ops()
    {
        string[] users = [.. Directory.EnumerateFiles(Path.Combine(Source.Root, "src", "Keratin", "Graph"), "*.cs")
            .Where(file => File.ReadLines(file).Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                && line.Contains(" Ops.", StringComparison.Ordinal)))
            .Select(Source.Relative)];
        Assert.Empty(users);
    }

    private static IEnumerable<string> Faults(string file, (string Folder, int Floor) here)
    {
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (!line.StartsWith("using Keratin", StringComparison.Ordinal) || line.Contains('=', StringComparison.Ordinal))
                continue;
            string used = FolderOf(line["using ".Length..].TrimEnd(';'));
            var there = Floor(used);
            bool isUpward = there.Folder != here.Folder && there.Floor >= here.Floor && (there.Floor, here.Floor) != (0, 0);
            bool isBackend = there.Folder == "Keratin/Cpu" && here.Folder != "Keratin/Cpu" && Source.Relative(file) != BackendFile;
            if (isUpward || isBackend)
                yield return $"{Source.Relative(file)}:{number}: {line} goes from floor {here.Floor} ({here.Folder}) to floor {there.Floor} ({there.Folder}).";
        }
    }

    // Keratin.Graph.Transforms is Keratin/Graph/Transforms; Keratin.Digits.Imaging is a project's own folder.
    private static string FolderOf(string name)
    {
        foreach (string project in new[] { "Keratin.Datasets", "Keratin.Digits", "Keratin.Onnx", "Keratin.Serving" })
        {
            if (name == project || name.StartsWith($"{project}.", StringComparison.Ordinal))
                return project;
        }
        return name.Replace('.', '/');
    }

    private static (string Folder, int Floor) Floor(string folder) => s_floors
        .Where(entry => folder == entry.Folder || folder.StartsWith($"{entry.Folder}/", StringComparison.Ordinal))
        .OrderByDescending(entry => entry.Folder.Length)
        .First();
}
