using Keratin.Tests.House;

namespace Keratin.Tests.Visualization.Diagrams;

/// <summary>Compares a text with the one in a file beside the tests.</summary>
internal static class GoldenText
{
    // Set to 1, it makes what is there now what is expected.
    private const string Accept = "KERATIN_ACCEPT_GOLDEN";

    public static void Check(string name, string text, string folder = "Diagrams")
    {
        string path = Path.Combine(Source.Root, "tests", "Keratin.Tests", "Visualization", folder, "Golden", name);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(path, text);
        Assert.DoesNotContain('\r', text);
        string expected = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.True(expected == text, $"{name} is not what it was. Run the test once with {Accept}=1, look at the difference, and commit it if it is meant.\n{text}");
    }
}
