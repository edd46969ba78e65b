namespace Keratin.Tests.House;

// The seed is the whole process's.
[Collection(nameof(Alone))]
public class CoverageTests
{
    // Set to 1, it makes what is there now what is expected.
    private const string Accept = "KERATIN_ACCEPT_GOLDEN";

    [Fact]
    public void The_page_of_what_exists_is_true()
    {
        Utils.SetRandomSeed(1);
        string text = Coverage.Text(), path = Path.Combine(Source.Root, "docs", "coverage.md");
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(path, text);
        Assert.True(
            File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text,
            $"docs/coverage.md is not what the tests find. Run this test once with {Accept}=1, look at the difference, and commit it if it is meant.");
    }
}
