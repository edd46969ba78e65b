using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Reporting;

/// <summary>How report pages look: the charts' colours, one column on phones, ink on white paper.</summary>
internal static class ReportStyle
{
    private const string Rules = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0 auto;padding:0 16px 48px;max-width:1216px;background:var(--keratin-page);color:var(--keratin-ink);
        font:16px/1.5 system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere}
        h1{margin:28px 0 0;font-size:1.75rem;line-height:1.25}
        h2{margin:40px 0 14px;padding-bottom:4px;font-size:1.25rem;line-height:1.3;border-bottom:1px solid var(--keratin-grid)}
        p{margin:0 0 14px;max-width:46rem}
        .subtitle{margin:4px 0 14px;color:var(--keratin-muted)}
        .note{padding:8px 14px;border-left:4px solid var(--keratin-wrong);background:var(--keratin-panel)}
        nav ul{display:flex;flex-wrap:wrap;gap:2px 18px;margin:0;padding:0;list-style:none}
        a{color:var(--keratin-right)}
        .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,158px),1fr));gap:10px;margin:0 0 14px}
        .facts div{padding:10px 14px;border-radius:8px;background:var(--keratin-panel)}
        .facts dt{color:var(--keratin-muted);font-size:.875rem}
        .facts dd{margin:0;font-size:1.25rem;font-weight:600;line-height:1.3}
        .charts{display:flex;flex-wrap:wrap;align-items:flex-start;gap:16px;margin:0 0 14px}
        figure{max-width:100%;margin:0}
        .charts figure{border:1px solid var(--keratin-grid);border-radius:8px;overflow:hidden}
        svg{display:block}
        .scroll{display:inline-block;vertical-align:top;max-width:100%;margin:0 40px 14px 0;overflow-x:auto}
        .scroll figure{width:max-content;max-width:none}
        .scroll svg{max-width:none}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums;overflow-wrap:normal}
        caption{padding:2px 0 6px;color:var(--keratin-muted);text-align:left}
        th,td{padding:4px 20px 4px 0;border-bottom:1px solid var(--keratin-grid);text-align:left;vertical-align:top;font-weight:400}
        thead th{color:var(--keratin-muted);font-size:.875rem}
        .number{padding-right:0;padding-left:20px;text-align:right;white-space:nowrap}
        pre{width:max-content;margin:0;padding:12px 14px;border-radius:8px;background:var(--keratin-panel);
        font:13px/1.3 ui-monospace,'Cascadia Mono',Consolas,'DejaVu Sans Mono',monospace}
        pre,code{overflow-wrap:normal}
        @media(max-width:600px){.scroll{margin-right:0}th,td{padding-right:12px}.number{padding-left:12px;padding-right:0}}
        @media print{nav{display:none}body{max-width:none;padding:0}h2{break-after:avoid}figure,tr,.facts div{break-inside:avoid}
        .scroll{overflow:visible}.scroll svg{max-width:100%}pre{width:auto;white-space:pre-wrap}}

        """;

    /// <summary>The whole style sheet.</summary>
    public static string Sheet { get; } =
        $":root{{{Properties(color => color.Light)}}}\n@media (prefers-color-scheme:dark){{:root{{{Properties(color => color.Dark)}}}}}\n{Rules.ReplaceLineEndings("\n")}";

    private static string Properties(Func<(string Name, string Light, string Dark), string> value) =>
        string.Join(';', Theme.Colors.Select(color => $"--keratin-{color.Name}:{value(color)}"));
}
