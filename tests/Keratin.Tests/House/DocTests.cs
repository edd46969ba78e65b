namespace Keratin.Tests.House;

public class DocTests
{
    private static readonly string[] s_otherLanguages = ["sh", "json", "text"];

    public static TheoryData<string> Pages() =>
        [.. Directory.EnumerateFiles(Source.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Source.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(Source.Relative).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Code_on_a_page_compiles(string page)
    {
        IReadOnlyList<string> faults = DocScript.Faults(page, File.ReadAllText(Path.Combine(Source.Root, page)));
        Assert.True(
            faults.Count == 0,
            $"Mend the code, or say what it takes for granted on the line before its block: <!-- given: Tensor<float> x; -->\n{string.Join('\n', faults)}");
    }

    // So that no C# hides behind another name of the language, or none; code that is not ours says so with a reason.
    [Theory]
    [MemberData(nameof(Pages))]
    public void Blocks_say_what_they_are(string page)
    {
        IReadOnlyList<DocBlock> blocks = DocBlock.Of(File.ReadAllText(Path.Combine(Source.Root, page)));
        Assert.All(blocks, block => Assert.True(block.Language == "csharp" || s_otherLanguages.Contains(block.Language), $"{page}:{block.Line}: '{block.Language}'"));
        Assert.All(blocks, block => Assert.True(block.Foreign is null or { Length: > 10 }, $"{page}:{block.Line}: expected a reason."));
    }

    [Fact]
    public void A_member_that_does_not_exist_is_found()
    {
        string fault = Assert.Single(Faults("var layer = new Dense(1);\nlayer.Polish();"));
        Assert.StartsWith("page:1 + 3: CS1061: 'Dense' does not contain a definition for 'Polish'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void So_are_internals_a_missing_semicolon_and_a_name_from_nowhere()
    {
        Assert.Contains("CS0122", Assert.Single(Faults("object table = LayerTable.FromConfig;")), StringComparison.Ordinal);
        Assert.Contains("CS1002", Assert.Single(Faults("new Dense(1).CountParams()")), StringComparison.Ordinal);
        Assert.Contains("CS0103", Assert.Single(Faults("Console.WriteLine(nowhere);")), StringComparison.Ordinal);
    }

    [Fact]
    public void Later_blocks_see_earlier_ones_and_what_is_given()
    {
        const string Page =
            """
            ```csharp
            using Keratin.Layers;

            var layer = new Dense(2);
            ```

            Words.

            <!-- given: int units; -->
            ```csharp
            layer = new Dense(units);
            ```

            <!-- not compiled: this is Python -->
            ```csharp
            import keras
            ```
            """;
        Assert.Empty(DocScript.Faults("page", Page));
        Assert.Contains("page:10 + 1: CS0103", Assert.Single(DocScript.Faults("page", Page.Replace("int units;", "int width;", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => DocBlock.Of(Page.Replace("<!-- given: int units; -->", "<!-- given: int units; -->\n", StringComparison.Ordinal)));
    }

    private static IReadOnlyList<string> Faults(string code) => DocScript.Faults("page", $"```csharp\nusing Keratin.Layers;\n{code}\n```");
}
