using System.Text.Json.Nodes;
using Keratin.Tests.Saving;
using Keratin.Visualization;

namespace Keratin.Tests.Visualization.Reporting;

// What a browser makes of the pages. It is the examiner here, so it is examined first: it must complain about a page that is wrong.
public class BrowserTests
{
    // Each picture with its place, and whether it may be wider than the screen as it scrolls; texts that reach out of their picture; tables without heads.
    private const string Look = """
        (async () => {
            const box = element => { const r = element.getBoundingClientRect(); return { left: r.left, right: r.right, width: r.width, height: r.height }; };
            const svgs = [...document.querySelectorAll('svg')];
            const load = async image => { const i = new Image(); i.src = image.getAttribute('href'); await i.decode(); return i.naturalWidth * i.naturalHeight; };
            return {
                page: document.documentElement.scrollWidth,
                color: getComputedStyle(document.body).backgroundColor,
                boxes: [...document.querySelectorAll('figure, table, pre, dl, h1, h2, p')].filter(e => !e.closest('.scroll')).concat([...document.querySelectorAll('.scroll')]).map(box),
                pictures: svgs.map(svg => ({ ...box(svg), scrolls: svg.closest('.scroll') !== null })),
                pixels: await Promise.all([...document.querySelectorAll('svg image')].map(load)),
                clipped: svgs.flatMap(svg => [...svg.querySelectorAll('text')].filter(t => box(t).left < box(svg).left - 1 || box(t).right > box(svg).right + 1)).map(t => t.textContent),
                heads: [...document.querySelectorAll('table')].every(t => t.caption && [...t.querySelectorAll('th')].every(h => h.scope)),
                levels: [...document.querySelectorAll('h1, h2, h3')].map(h => h.tagName).join(' '),
            };
        })()
        """;

    [ChromiumFact]
    public async Task Reports_are_shown_whole_on_wide_and_narrow_screens_light_and_dark()
    {
        using var folder = new TemporaryFolder();
        SampleRuns.Usual().Save(folder.At("usual.html"));
        SampleRuns.Hostile().Save(folder.At("hostile.html"));
        new RunsReport([("one", SampleRuns.Usual().ToRecord()), ("two", SampleRuns.Usual(3).ToRecord()), ("three", SampleRuns.Usual().ToRecord())]).Save(folder.At("runs.html"));
        await using Browser browser = await Browser.Start();
        foreach (string file in (string[])["usual.html", "hostile.html", "runs.html"])
        {
            foreach (var (width, isDark) in ((int, bool)[])[(390, false), (390, true), (1280, false), (1280, true)])
            {
                await browser.Open(folder.At(file), width, isDark);
                JsonNode seen = await browser.Evaluate(Look);
                string where = $"{file} at {width}, {(isDark ? "dark" : "light")}: ";
                Assert.True(browser.Complaints.Count == 0, where + string.Join('\n', browser.Complaints));
                Check(where, seen, width, isDark);
            }
        }
    }

    [ChromiumFact]
    public async Task Anything_from_elsewhere_and_any_script_would_be_noticed()
    {
        using var folder = new TemporaryFolder();
        string page = SampleRuns.Usual().ToHtml();
        await using Browser browser = await Browser.Start();
        foreach (string wrong in (string[])["<img src=\"https://keratin.invalid/x.png\">", "<script>document.title = 'x'</script>", "<link rel=\"stylesheet\" href=\"x.css\">"])
        {
            File.WriteAllText(folder.At("wrong.html"), page.Replace("</main>", $"{wrong}</main>", StringComparison.Ordinal));
            await browser.Open(folder.At("wrong.html"), 1280, isDark: false);
            await browser.Evaluate(Look);
            Assert.NotEmpty(browser.Complaints);
        }
        File.WriteAllText(folder.At("wide.html"), page.Replace("</main>", "<div style=\"width:2000px\">x</div></main>", StringComparison.Ordinal));
        await browser.Open(folder.At("wide.html"), 1280, isDark: false);
        Assert.True((double)(await browser.Evaluate(Look))["page"]! > 1280);
    }

    private static void Check(string where, JsonNode seen, int width, bool isDark)
    {
        Assert.True((double)seen["page"]! <= width, $"{where}the page is {seen["page"]} wide.");
        Assert.Equal(isDark ? "rgb(20, 24, 29)" : "rgb(255, 255, 255)", (string)seen["color"]!);
        Assert.True((bool)seen["heads"]!, where + "a table lacks a caption or a head its scope.");
        Assert.StartsWith("H1 H2 H2", (string)seen["levels"]!, StringComparison.Ordinal);
        Assert.True(seen["clipped"]!.AsArray().Count == 0, $"{where}clipped: {seen["clipped"]!.ToJsonString()}");
        Assert.NotEmpty(seen["pictures"]!.AsArray());
        Assert.All(seen["pictures"]!.AsArray(), picture =>
        {
            Assert.True((double)picture!["width"]! > 100 && (double)picture["height"]! > 50, where + picture);
            Assert.True((bool)picture["scrolls"]! || IsWithin(picture, width), where + picture);
        });
        Assert.All(seen["boxes"]!.AsArray(), box => Assert.True(IsWithin(box!, width), where + box));
        Assert.All(seen["pixels"]!.AsArray(), pixels => Assert.True((double)pixels! > 0));
    }

    private static bool IsWithin(JsonNode box, int width) => (double)box["left"]! >= 0 && (double)box["right"]! <= width + 0.5;
}
