using System.Text.RegularExpressions;

namespace Keratin.Tests.House;

public partial class WarningIdTests
{
    // Raised in the library, said in the documentation of Warnings, and raised by a test.
    [Fact]
    public void Each_warning_is_documented_and_tested()
    {
        string[] raised = [.. Source.Files("src").SelectMany(file => Raised().Matches(File.ReadAllText(file))).Select(match => match.Groups["id"].Value).Distinct().Order(StringComparer.Ordinal)];
        string documentation = File.ReadAllText(Path.Combine(Source.Root, "src", "Keratin", "Warnings.cs"));
        string[] documented = [.. Documented().Matches(documentation).Select(match => match.Groups["id"].Value).Order(StringComparer.Ordinal)];
        Assert.Equal(raised, documented);
        string tests = string.Concat(Source.Files("tests").Where(file => !file.EndsWith($"{nameof(WarningIdTests)}.cs", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.All(raised, id => Assert.Contains($"\"{id}\"", tests, StringComparison.Ordinal));
        Assert.Contains("unscaled-images", raised);
    }

    [GeneratedRegex(@"new Warning\(\s*""(?<id>[a-z-]+)""")]
    private static partial Regex Raised();

    [GeneratedRegex(@"<c>(?<id>[a-z]+(-[a-z]+)+)</c>:")]
    private static partial Regex Documented();
}
