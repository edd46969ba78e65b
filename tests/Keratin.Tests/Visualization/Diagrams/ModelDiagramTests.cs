using System.Globalization;
using System.Xml.Linq;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Tests.Saving;
using Keratin.Visualization;
using Keratin.Visualization.Diagrams;
using Keratin.Visualization.Svg;

namespace Keratin.Tests.Visualization.Diagrams;

public class ModelDiagramTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Models => [.. DiagramModels.All.Keys];

    [Theory]
    [InlineData("lenet")]
    [InlineData("residual")]
    [InlineData("siamese")]
    public void The_text_is_the_one_that_was_looked_at(string name)
    {
        Model model = DiagramModels.All[name]();
        var options = new DiagramOptions { ExpandNested = true };
        GoldenText.Check($"{name}.svg", WithoutStyle(model.ToSvg(options)));
        GoldenText.Check($"{name}.mmd", model.ToMermaid(options));
        GoldenText.Check($"{name}.dot", model.ToDot(options));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_text_lies_on_the_page_and_every_number_is_one(string name)
    {
        foreach (RankDir direction in new[] { RankDir.TB, RankDir.LR })
        {
            XElement svg = XDocument.Parse(DiagramModels.All[name]().ToSvg(new DiagramOptions { ExpandNested = true, ShowDtype = true, ShowTrainable = true, RankDir = direction })).Root!;
            double[] view = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
            foreach (XElement text in svg.Descendants(s_svg + "text"))
            {
                double x = Number(text.Attribute("x")!.Value), y = Number(text.Attribute("y")!.Value), size = Number(text.Attribute("font-size")!.Value);
                Assert.InRange(x, 0, view[2]);
                Assert.InRange(y, size, view[3]);
                Assert.True(x + TextWidth.Of(text.Value, size, text.Attribute("font-weight") is not null) <= view[2], $"'{text.Value}' leaves the page.");
            }
            // In each group a box and its text: no text leaves its box.
            foreach (XElement box in svg.Elements(s_svg + "g"))
            {
                XElement rect = box.Elements(s_svg + "rect").First();
                double right = Number(rect.Attribute("x")!.Value) + Number(rect.Attribute("width")!.Value);
                double bottom = Number(rect.Attribute("y")!.Value) + Number(rect.Attribute("height")!.Value);
                foreach (XElement text in box.Elements(s_svg + "text"))
                {
                    double size = Number(text.Attribute("font-size")!.Value);
                    Assert.True(Number(text.Attribute("x")!.Value) + TextWidth.Of(text.Value, size, text.Attribute("font-weight") is not null) <= right);
                    Assert.True(Number(text.Attribute("y")!.Value) < bottom);
                }
            }
        }
    }

    [Fact]
    public void Every_call_is_a_box_and_says_so_when_it_is_not_the_only_one()
    {
        Diagram diagram = DiagramBuilder.Build(SampleModels.Shared(), DiagramOptions.Default);
        string[] shared = [.. diagram.Nodes.SelectMany(node => node.Notes).Where(note => note.EndsWith(", shared", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(["call 1 of 3, shared", "call 2 of 3, shared", "call 3 of 3, shared"], shared);
        // Two inputs, three calls, the concatenation, the last layer.
        Assert.Equal(7, diagram.Nodes.Count);
        Assert.Equal(6, diagram.Edges.Count);
    }

    [Fact]
    public void A_class_of_its_own_shows_the_layers_that_its_call_uses()
    {
        Diagram diagram = DiagramBuilder.Build(DiagramModels.Subclassed(), DiagramOptions.Default);
        Assert.Equal(["InputLayer", "Dense · relu", "Dropout", "Dense · softmax"], diagram.Nodes.Select(node => node.Title));
        Assert.Equal([new(0, 1), new(1, 2), new(2, 3)], diagram.Edges);
        Assert.Equal("SmallNet, 3 layers, 131 parameters", diagram.Subtitle);
    }

    [Fact]
    public void Numbers_in_an_operation_stand_in_its_box()
    {
        KerasTensor x = new Input(4) { Name = "x" };
        Diagram diagram = DiagramBuilder.Build(new Model(x, 1 - x * 0.5f), DiagramOptions.Default);
        Assert.Equal(["InputLayer, x, (None, 4)", "Multiply, of x, 0.5, (None, 4)", "Subtract, of 1, x, (None, 4)"], diagram.Nodes.Select(node => node.Text));
        Assert.True(diagram.Nodes[^1].IsOutput);
    }

    [Fact]
    public void A_nested_model_is_a_box_or_a_frame()
    {
        Diagram closed = DiagramBuilder.Build(DiagramModels.Siamese(), DiagramOptions.Default);
        Assert.Empty(closed.Frames);
        Assert.Equal(2, closed.Nodes.Count(node => node.Kind == NodeKind.Model));
        Diagram open = DiagramBuilder.Build(DiagramModels.Siamese(), new DiagramOptions { ExpandNested = true });
        Assert.Equal(["Sequential, encoder", "Sequential, encoder"], open.Frames.Select(frame => frame.Text));
        Assert.Equal(2, open.Nodes.Count(node => node.Frame == 0));
    }

    [Fact]
    public void A_layer_with_layers_inside_can_be_opened_too()
    {
        KerasTensor x = new Input(4) { Name = "x" };
        var model = new Model(x, new Twice { Name = "twice" }.Apply(x), "net");
        Assert.Equal(["InputLayer, x, (None, 4)", "Twice, twice, (None, 4), 20 parameters"], DiagramBuilder.Build(model, DiagramOptions.Default).Nodes.Select(node => node.Text));
        Diagram open = DiagramBuilder.Build(model, new() { ExpandNested = true });
        Assert.Equal("Twice, twice", Assert.Single(open.Frames).Text);
        Assert.Equal(["InputLayer", "Dense", "Dense", "Add"], open.Nodes.Select(node => node.Title));
        Assert.Equal([new(0, 1), new(1, 2), new(2, 3), new(0, 3)], open.Edges);
    }

    [Fact]
    public void Options_decide_what_stands_in_a_box()
    {
        Model model = DiagramModels.LeNet();
        model.Layers[0].Trainable = false;
        string Box(DiagramOptions options) => DiagramBuilder.Build(model, options).Nodes[1].Text;
        Assert.Equal("Conv2D · tanh, c1, (None, 28, 28, 6), 156 parameters", Box(DiagramOptions.Default));
        Assert.Equal("Conv2D, not trainable", Box(new()
        {
            ShowLayerActivations = false,
            ShowLayerNames = false,
            ShowParameters = false,
            ShowShapes = false,
            ShowTrainable = true,
        }));
        Assert.Equal("Conv2D · tanh, c1, (None, 28, 28, 6), float32, 156 parameters", Box(new() { ShowDtype = true }));
    }

    [Fact]
    public void Names_cannot_break_the_text()
    {
        const string Name = "<b>\"&'`#]\\ ─ 数字\u0001";
        var model = new Sequential([new Input(4) { Name = "in" }, new Dense(2) { Name = Name }], Name);
        XElement svg = XDocument.Parse(model.ToSvg()).Root!;
        Assert.Contains(svg.Descendants(s_svg + "text"), text => text.Value == Name.TrimEnd('\u0001'));
        Assert.Contains("#60;b#62;#34;#38;'#96;#35;]\\ ─ 数字", model.ToMermaid(), StringComparison.Ordinal);
        Assert.Contains("<b>\\\"&'`#]\\\\ ─ 数字", model.ToDot(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_long_name_is_shortened_in_the_box_and_whole_in_the_tooltip()
    {
        string name = new('w', 500);
        XElement svg = XDocument.Parse(new Sequential([new Input(4), new Dense(2) { Name = name }], "net").ToSvg()).Root!;
        Assert.True(Number(svg.Attribute("width")!.Value) < 450);
        Assert.Contains(svg.Descendants(s_svg + "title"), title => title.Value.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_diagrams_on_a_page_share_no_identifiers()
    {
        string svg = DiagramModels.LeNet().ToSvg();
        Assert.DoesNotContain(" id=", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("url(#", svg, StringComparison.Ordinal);
        Assert.Equal(svg, DiagramModels.LeNet().ToSvg());
    }

    [Fact]
    public void PlotTo_writes_what_the_name_says()
    {
        using var folder = new TemporaryFolder();
        Model model = DiagramModels.LeNet();
        foreach (var (name, text) in new[] { ("net.svg", model.ToSvg()), ("net.mmd", model.ToMermaid()), ("NET.DOT", model.ToDot()) })
        {
            model.PlotTo(folder.At(name));
            Assert.Equal(text, File.ReadAllText(folder.At(name)));
        }
        Assert.Equal(
            "Sequential 'lenet'.PlotTo: expected a name that ends in .svg, .mmd (Mermaid) or .dot; got 'net.png'. (Parameter 'path')",
            Assert.Throws<ArgumentException>(() => model.PlotTo("net.png")).Message);
    }

    [Fact]
    public void A_model_that_has_not_seen_its_input_is_refused()
    {
        var model = new Sequential([new Dense(3)], "net");
        Assert.Equal(
            """
            Sequential 'net': what is inside it cannot be shown.
              expected: a model that has seen its input, so that the shapes are known
              got:      one that has not
              hint:     begin with an Input, or call Build
            """, Assert.Throws<InvalidOperationException>(() => model.ToSvg()).Message);
    }

    [Fact]
    public void Drawing_does_not_disturb_the_model()
    {
        Model drawn = SampleModels.Nested();
        string[] names = [.. drawn.Layers.Select(layer => layer.Name)];
        uint[][] before = SampleModels.Bits(drawn.Weights);
        drawn.ToSvg(new DiagramOptions { ExpandNested = true });
        Assert.Equal(names, drawn.Layers.Select(layer => layer.Name));
        Assert.Equal(before, SampleModels.Bits(drawn.Weights));
    }

    // Colours belong to all charts together, and are looked at there.
    private static string WithoutStyle(string svg)
    {
        int start = svg.IndexOf("<style>", StringComparison.Ordinal), end = svg.IndexOf("</style>", StringComparison.Ordinal);
        Assert.True(start > 0 && end > start, "expected a style sheet");
        return svg.Remove(start, end - start + "</style>\n".Length);
    }

    private sealed class Twice : Layer
    {
        private readonly Dense _dense = new(4) { Name = "dense" };

        protected override KerasTensor Call(KerasTensor x, bool training) => _dense.Apply(_dense.Apply(x)) + x;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
