using System.Text;

namespace Keratin.Visualization.Svg;

/// <summary>The colours of charts, light and dark, and the style sheet that every chart carries.</summary>
/// <remarks>
/// <para>Each colour is a custom property, so that a page may set its own; the value written before it is for programs that do not know
/// custom properties. All selectors begin with the class of the chart's root: several charts on a page share them and nothing else is touched.</para>
/// <para>Series have the hues of Okabe and Ito (2008), which people with any common colour blindness tell apart, darkened or lightened
/// until they stand out from the page at 3 : 1 or better.</para>
/// </remarks>
internal static class Theme
{
    /// <summary>Class of the root element of each chart.</summary>
    public const string Root = "keratin-chart";

    /// <summary>How many hues there are for series.</summary>
    public const int SeriesColors = 6;

    /// <summary>From this share of full colour on a cell's text is written in the other colour: at 4.5 : 1 either way.</summary>
    public const double RightTurn = 0.64, WrongTurn = 0.72;

    private const string Prefix = "--keratin-";

    /// <summary>Name, colour on a light page, colour on a dark page.</summary>
    public static IReadOnlyList<(string Name, string Light, string Dark)> Colors { get; } =
    [
        ("page", "#ffffff", "#14181d"), ("ink", "#1b1f24", "#e8eaed"), ("muted", "#57606a", "#9aa4af"),
        ("axis", "#8b949e", "#6b7580"), ("grid", "#e4e8ec", "#2a3139"), ("panel", "#f3f5f7", "#1d232a"),
        ("series-1", "#0072b2", "#56b4e9"), ("series-2", "#d55e00", "#ff8a3d"), ("series-3", "#009e73", "#2bc79a"),
        ("series-4", "#b86a96", "#d98fbb"), ("series-5", "#9a6a00", "#f0e442"), ("series-6", "#57606a", "#b5bdc6"),
        ("right", "#06295c", "#56b4e9"), ("wrong", "#7a2e00", "#ee7f2d"),
        ("cell-low", "#000000", "#ffffff"), ("cell-high", "#ffffff", "#000000"),
    ];

    /// <summary>The style sheet: <c>fill-NAME</c> and <c>stroke-NAME</c> for each colour.</summary>
    public static string StyleSheet { get; } = Make();

    private static string Make()
    {
        var css = new StringBuilder($".{Root}{{max-width:100%;height:auto;font-family:system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;");
        AppendProperties(css, color => color.Light);
        css.Append("}\n@media (prefers-color-scheme:dark){.").Append(Root).Append('{');
        AppendProperties(css, color => color.Dark);
        css.Append("}}\n");
        foreach (var (name, light, _) in Colors)
        {
            css.Append($".{Root} .fill-{name}{{fill:{light};fill:var({Prefix}{name})}}\n");
            css.Append($".{Root} .stroke-{name}{{stroke:{light};stroke:var({Prefix}{name})}}\n");
        }
        css.Append($".{Root} .line{{fill:none;stroke-linejoin:round;stroke-linecap:round}}\n");
        css.Append($".{Root} .halo{{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}}\n");
        css.Append($".{Root} image{{image-rendering:crisp-edges;image-rendering:pixelated}}\n");
        return css.ToString();
    }

    private static void AppendProperties(StringBuilder css, Func<(string Name, string Light, string Dark), string> value)
    {
        css.AppendJoin(';', Colors.Select(color => $"{Prefix}{color.Name}:{value(color)}"));
    }
}
