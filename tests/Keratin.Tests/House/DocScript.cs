using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Keratin.Tests.House;

/// <summary>Compiles the blocks of a page one after the other, as one types them in: later ones see what earlier ones declared and imported.</summary>
/// <remarks>Nothing runs. Warnings count as errors; the imports of a new project, which <c>ImplicitUsings</c> gives, are there from the start.</remarks>
internal sealed class DocScript
{
    private static readonly string[] s_imports =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    // Those of the running tests that a program with Keratin's packages would have too; not the tests, which see what is internal.
    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsShown(Path.GetFileName(path))).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpParseOptions s_script = new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly CSharpParseOptions s_program = s_script.WithKind(SourceCodeKind.Regular);
    private readonly List<string> _faults = [];
    private CSharpCompilation? _last;

    /// <summary>What is wrong with the blocks of a page, by line.</summary>
    public static IReadOnlyList<string> Faults(string name, string page)
    {
        var script = new DocScript();
        foreach (DocBlock block in DocBlock.Of(page).Where(block => block.Language == "csharp" && block.Foreign is null))
        {
            if (block.Given is not null)
                script.Add(block.Given, $"{name}:{block.Line - 1}", isGiven: true);
            script.Add(block.Code, $"{name}:{block.Line}", isGiven: false);
        }
        return script._faults;
    }

    private void Add(string code, string place, bool isGiven)
    {
        // What a script leaves out and a program may not: the last semicolon.
        var program = CSharpSyntaxTree.ParseText(code, s_program);
        CSharpCompilation compilation = CSharpCompilation.CreateScriptCompilation(
            $"Doc{Guid.NewGuid():N}", CSharpSyntaxTree.ParseText(code, s_script), References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: s_imports, nullableContextOptions: NullableContextOptions.Enable),
            _last);
        // What is given has no values.
        DiagnosticSeverity least = isGiven ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        Diagnostic[] faults = [.. program.GetDiagnostics().Concat(compilation.GetDiagnostics()).Where(fault => fault.Severity >= least)];
        _faults.AddRange(faults.Select(fault =>
            $"{place} + {fault.Location.GetLineSpan().StartLinePosition.Line + 1}: {fault.Id}: {fault.GetMessage(CultureInfo.InvariantCulture)}"));
        // Nothing can go on from a block with errors.
        if (!Array.Exists(faults, fault => fault.Severity == DiagnosticSeverity.Error))
            _last = compilation;
    }

    private static bool IsShown(string file) =>
        file.StartsWith("System.", StringComparison.Ordinal) || file is "mscorlib.dll" or "netstandard.dll"
        || file is "Keratin.dll" or "Keratin.Datasets.dll" or "Keratin.Digits.dll" or "Keratin.TensorBoard.dll";
}
