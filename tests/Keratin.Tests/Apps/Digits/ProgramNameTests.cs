using Digits;
using Keratin.Tests.Datasets;

namespace Keratin.Tests.Apps.Digits;

public sealed class ProgramNameTests : IDisposable
{
    private static readonly string s_own = OperatingSystem.IsWindows() ? "digits.exe" : "digits";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Where_the_shell_finds_it_the_name_is_enough()
    {
        string program = _folder.Write(s_own, []);
        Assert.Equal("digits", ProgramName.Of(program, _folder.Root, _folder.Root, $"{Path.PathSeparator}{_folder.Root}"));
    }

    [Fact]
    public void Else_the_way_to_it_is_said()
    {
        string program = _folder.Path(Path.Combine("bin", "release", s_own));
        Assert.Equal(Path.Combine("bin", "release", s_own), ProgramName.Of(program, "unused", _folder.Root, null));
        Assert.Equal(Path.Combine(".", s_own), ProgramName.Of(program, "unused", Path.GetDirectoryName(program)!, ""));
    }

    [Fact]
    public void Started_by_dotnet_it_is_started_so_again()
    {
        string binaries = _folder.Path("my bin");
        Assert.Equal($"dotnet \"{Path.Combine("my bin", "digits.dll")}\"", ProgramName.Of("dotnet", binaries, _folder.Root, ""));
    }
}
