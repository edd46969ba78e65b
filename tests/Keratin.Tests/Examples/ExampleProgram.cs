using System.Reflection;
using Keratin.Tests.House;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Keratin.Tests.Examples;

/// <summary>A program of the folder examples, compiled in memory and run here, so that one hears what it raises.</summary>
internal static class ExampleProgram
{
    private const string Imports =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; " +
        "global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.CSharp14, DocumentationMode.None);

    /// <summary>Runs a program to its end and gives what it wrote.</summary>
    /// <param name="source">Its text.</param>
    /// <param name="arguments">What it is called with.</param>
    public static string Run(string source, string[] arguments)
    {
        TextWriter before = Console.Out;
        using var output = new StringWriter();
        MethodInfo main = Compiled(source).EntryPoint!;
        try
        {
            Console.SetOut(output);
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null);
        }
        finally
        {
            Console.SetOut(before);
        }
        return output.ToString();
    }

    private static Assembly Compiled(string source)
    {
        // The lines for `dotnet run` are none of the language's.
        string text = string.Join('\n', source.ReplaceLineEndings("\n").Split('\n').Select(line => line.StartsWith('#') ? "" : line));
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Example{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(text, s_parsing), CSharpSyntaxTree.ParseText(Imports, s_parsing)], DocScript.References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(fault => fault.Severity == DiagnosticSeverity.Error)));
        return Assembly.Load(assembly.ToArray());
    }
}
