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

    private const string Prefix = "--keratin-";

    /// <summary>Name, colour on a light page, colour on a dark page.</summary>
    public static IReadOnlyList<(string Name, string Light, string Dark)> Colors { get; } =
    [
        ("page", "#ffffff", "#14181d"), ("ink", "#1b1f24", "#e8eaed"), ("muted", "#57606a", "#9aa4af"),
        ("axis", "#8b949e", "#6b7580"), ("grid", "#e4e8ec", "#2a3139"), ("panel", "#f3f5f7", "#1d232a"),
        ("series-1", "#0072b2", "#56b4e9"), ("series-2", "#d55e00", "#ff8a3d"), ("series-3", "#009e73", "#2bc79a"),
        ("series-4", "#b86a96", "#d98fbb"), ("series-5", "#9a6a00", "#f0e442"), ("series-6", "#57606a", "#b5bdc6"),
        ("right", "#0b57a4", "#56b4e9"), ("wrong", "#b84200", "#ff8a3d"),
        ("cell-faint", "#000000", "#ffffff"), ("cell-middle", "#000000", "#000000"), ("cell-full", "#ffffff", "#000000"),
    ];

    /// <summary>The style sheet: <c>fill-NAME</c> and <c>stroke-NAME</c> for each colour.</summary>
    public static string StyleSheet { get; } = Make();

    /// <summary>The class of text on a cell that has so much of its full colour, laid over a panel: at 4.5 : 1 or better, light and dark.</summary>
    public static string TextOnCell(bool isRight, double opacity)
    {
        // Where black and white are equally legible. The dark page's colours are bright, so there text turns black earlier than it turns white on the light page.
        var (turnsDark, turnsLight) = isRight ? (0.615, 0.79) : (0.63, 0.885);
        return opacity < turnsDark ? "fill-cell-faint" : opacity < turnsLight ? "fill-cell-middle" : "fill-cell-full";
    }

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
