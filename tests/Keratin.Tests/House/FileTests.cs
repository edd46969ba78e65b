using System.Text.RegularExpressions;

namespace Keratin.Tests.House;

public partial class FileTests
{
    // Longer files are where houses begin to rot: split by purpose.
    private const int MaxLines = 400;

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        string[] faults = [.. Source.Files("src").Concat(Source.Files("apps"))
            .Where(file => File.ReadLines(file).Count() > MaxLines)
            .Select(file => $"{Source.Relative(file)} has {File.ReadLines(file).Count()} lines.")];
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    // One public type per file and the file named after it; parts of a partial class add what the part is about: Model.Predict.cs.
    // Ops is the exception: one file per operation, named after the operation.
    [Fact]
    public void Each_public_type_has_a_file_of_its_name()
    {
        var faults = new List<string>();
        foreach (string file in Source.Files("src"))
        {
            string[] types = [.. PublicType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)];
            string name = Path.GetFileName(file).Split('.')[0];
            if (types.Length > 1)
                faults.Add($"{Source.Relative(file)} holds {string.Join(", ", types)}: one public type per file.");
            else if (types.Length == 1 && types[0] != name && types[0] != "Ops")
                faults.Add($"{Source.Relative(file)} holds {types[0]}: name the file after it.");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly|unsafe|ref) )*(?:class|record struct|record class|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
