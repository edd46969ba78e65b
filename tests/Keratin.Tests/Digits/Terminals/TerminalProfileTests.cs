using Keratin.Digits.Terminals;

namespace Keratin.Tests.Digits.Terminals;

public class TerminalProfileTests
{
    private const int Utf8 = 65001, Latin1 = 28591;

    [Theory]
    [InlineData("TERM=xterm-256color", ColorDepth.Colors256)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor", ColorDepth.TrueColor)]
    [InlineData("TERM=xterm COLORTERM=24bit", ColorDepth.TrueColor)]
    [InlineData("WT_SESSION=1", ColorDepth.TrueColor)]
    [InlineData("TERM=xterm-kitty", ColorDepth.TrueColor)]
    [InlineData("TERM=vt100", ColorDepth.None)]
    [InlineData("TERM=dumb COLORTERM=truecolor", ColorDepth.None)]
    [InlineData("TERM=xterm-256color NO_COLOR=1", ColorDepth.None)]
    public void The_environment_says_which_colours_there_are(string environment, ColorDepth colors) =>
        Assert.Equal(colors, Profile(environment).Colors);

    [Theory]
    [InlineData("LANG=C", Utf8, false)]
    [InlineData("LANG=POSIX", Utf8, false)]
    [InlineData("LANG=C.UTF-8", Utf8, true)]
    [InlineData("LANG=C LC_ALL=en_US.UTF-8", Utf8, true)]
    [InlineData("LANG=en_US.UTF-8 LC_ALL=C", Utf8, false)]
    [InlineData("LANG=de_DE.ISO-8859-1", Latin1, false)]
    [InlineData("", Utf8, true)]
    public void The_locale_says_whether_there_is_more_than_ASCII(string environment, int codePage, bool hasUnicode) =>
        Assert.Equal(hasUnicode, Profile(environment, codePage).HasUnicode);

    [Theory]
    [InlineData("TERM=xterm-256color LANG=C.UTF-8", true)]
    [InlineData("TERM=xterm-256color LANG=C", false)]
    [InlineData("TERM=xterm-256color NO_COLOR=1", false)]
    [InlineData("TERM=dumb", false)]
    public void Rich_is_what_has_colours_and_lines(string environment, bool isRich) => Assert.Equal(isRich, Profile(environment).IsRich);

    [Fact]
    public void A_file_is_plain_and_without_end() =>
        Assert.Equal((false, ColorDepth.None, int.MaxValue), (TerminalProfile.Plain.IsRich, TerminalProfile.Plain.Colors, TerminalProfile.Plain.Width));

    private static TerminalProfile Profile(string environment, int codePage = Utf8)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return TerminalProfile.Of(codePage, (80, 24), name => variables.GetValueOrDefault(name));
    }
}
