using Keratin.Visualization;
using Keratin.Visualization.Diagrams;
using Keratin.Visualization.Diagrams.Layout;

namespace Keratin.Tests.Visualization.Diagrams;

public class DiagramLayoutTests
{
    // What the pen and rounding to hundredths take.
    private const double Slack = 0.01;

    public static TheoryData<string> Models => [.. DiagramModels.All.Keys];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Nothing_of_a_model_overlaps(string name)
    {
        foreach (bool expand in new[] { false, true })
        {
            Diagram diagram = DiagramBuilder.Build(DiagramModels.All[name](), new DiagramOptions { ExpandNested = expand });
            Check(diagram, RankDir.TB);
            Check(diagram, RankDir.LR);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_of_a_random_diagram_overlaps(int seed)
    {
        Diagram diagram = Random(new Random(seed));
        Check(diagram, RankDir.TB);
        Check(diagram, RankDir.LR);
    }

    [Fact]
    public void A_thousand_boxes_in_a_row_are_a_straight_line()
    {
        var diagram = new Diagram("row", "");
        for (int i = 0; i < 1000; i++)
        {
            diagram.Nodes.Add(Box(DiagramNode.NoFrame));
            if (i > 0)
                diagram.Edges.Add(new(i - 1, i));
        }
        DiagramLayout layout = LayOut(diagram, RankDir.TB, _ => (80, 30));
        Assert.Single(layout.Boxes.Select(box => box.X).Distinct());
        Assert.All(layout.Routes, route => Assert.Single(route.Points.Select(point => point.X).Distinct()));
        Assert.Equal(80, layout.Width);
    }

    [Fact]
    public void The_layers_of_a_residual_block_stand_in_line_and_the_shortcut_beside_them()
    {
        Diagram diagram = DiagramBuilder.Build(DiagramModels.ResidualBlock(), DiagramOptions.Default);
        DiagramLayout layout = LayOut(diagram, RankDir.TB, node => Size(diagram.Nodes[node]));
        double[] middles = [.. layout.Boxes.Select(box => box.X + box.Width / 2)];
        Assert.All(middles, middle => Assert.Equal(middles[0], middle, 6));
        PlacedRoute shortcut = layout.Routes[diagram.Edges.IndexOf(new(0, 6))];
        Assert.True(shortcut.Points.Max(point => point.X) > layout.Boxes[1..6].Max(box => box.Right));
    }

    [Fact]
    public void A_late_input_stands_beside_where_it_is_needed()
    {
        // 0 → 1 → 2 → 3 → 4, and 5 → 6 → 4.
        var diagram = new Diagram("late", "");
        for (int i = 0; i < 7; i++)
            diagram.Nodes.Add(Box(DiagramNode.NoFrame));
        diagram.Edges.AddRange([new(0, 1), new(1, 2), new(2, 3), new(3, 4), new(5, 6), new(6, 4)]);
        DiagramLayout layout = LayOut(diagram, RankDir.TB, _ => (80, 30));
        Assert.Equal(layout.Boxes[2].Y, layout.Boxes[5].Y);
        Assert.Equal(layout.Boxes[3].Y, layout.Boxes[6].Y);
    }

    [Fact]
    public void Edges_that_need_not_cross_do_not()
    {
        // Two chains whose second halves were listed the other way round.
        var graph = new LayeredGraph();
        for (int i = 0; i < 6; i++)
            graph.Add(10, 10);
        foreach (var (from, to) in new[] { (0, 3), (1, 2), (2, 4), (3, 5) })
            graph.Connect(from, to);
        Ranking.Assign(graph);
        graph.Split();
        (graph.Ranks[1][0], graph.Ranks[1][1]) = (graph.Ranks[1][1], graph.Ranks[1][0]);
        graph.Number();
        Assert.Equal(2, Crossings.Count(graph));
        Crossings.Reduce(graph);
        Assert.Equal(0, Crossings.Count(graph));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Crossings_are_counted_as_by_trying_all_pairs_and_become_no_more(int seed)
    {
        var random = new Random(seed);
        var graph = new LayeredGraph();
        int count = random.Next(5, 30);
        for (int i = 0; i < count; i++)
            graph.Add(10, 10);
        for (int to = 1; to < count; to++)
        {
            for (int n = random.Next(0, 3); n > 0; n--)
                graph.Connect(random.Next(to), to);
        }
        Ranking.Assign(graph);
        Assert.All(graph.Edges, edge => Assert.True(graph.Vertices[edge.From].Rank < graph.Vertices[edge.To].Rank));
        graph.Split();
        long before = Crossings.Count(graph);
        Assert.Equal(ByPairs(graph), before);
        Crossings.Reduce(graph);
        Assert.Equal(ByPairs(graph), Crossings.Count(graph));
        Assert.True(Crossings.Count(graph) <= before);
    }

    private static long ByPairs(LayeredGraph graph)
    {
        var edges = graph.Vertices.SelectMany((vertex, i) => vertex.After.Select(after => (vertex.Rank, Upper: vertex.Order, Lower: graph.Vertices[after].Order))).ToList();
        return edges.Sum(a => edges.Count(b => a.Rank == b.Rank && a.Upper < b.Upper && a.Lower > b.Lower));
    }

    private static void Check(Diagram diagram, RankDir direction)
    {
        DiagramLayout layout = LayOut(diagram, direction, node => Size(diagram.Nodes[node]));
        int[][] around = [.. Enumerable.Range(0, diagram.Nodes.Count).Select(node => Around(diagram, diagram.Nodes[node].Frame))];
        for (int i = 0; i < layout.Boxes.Length; i++)
        {
            AssertInside(layout.Boxes[i], new(0, 0, layout.Width, layout.Height));
            for (int j = 0; j < i; j++)
                AssertApart(layout.Boxes[i], layout.Boxes[j]);
            for (int frame = 0; frame < layout.Frames.Length; frame++)
            {
                if (around[i].Contains(frame))
                    AssertInside(layout.Boxes[i], layout.Frames[frame]);
                else
                    AssertApart(layout.Boxes[i], layout.Frames[frame]);
            }
        }
        for (int i = 0; i < layout.Frames.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (Around(diagram, i).Contains(j))
                    AssertInside(layout.Frames[i], layout.Frames[j]);
                else
                    AssertApart(layout.Frames[i], layout.Frames[j]);
            }
        }
        CheckRoutes(diagram, layout, direction);
    }

    // Every edge leaves its box, arrives at its box, and passes no box and no title on its way.
    private static void CheckRoutes(Diagram diagram, DiagramLayout layout, RankDir direction)
    {
        Assert.Equal(diagram.Edges.Count, layout.Routes.Count(route => route.HasHead) + MissingHeads(diagram));
        PlacedBox[] obstacles = [.. layout.Boxes, .. layout.Frames.Select((frame, i) => new PlacedBox(frame.X, frame.Y, TitleSize(diagram.Frames[i]).Width, TitleSize(diagram.Frames[i]).Height))];
        var page = new PlacedBox(0, 0, layout.Width, layout.Height);
        foreach (PlacedRoute route in layout.Routes)
        {
            if (route.HasHead)
                Assert.Contains(layout.Boxes, box => IsAtStart(box, route.Points[^1], direction));
            for (int i = 1; i < route.Points.Count; i++)
            {
                foreach (var point in Samples(route.Points[i - 1], route.Points[i], direction))
                {
                    AssertInside(new(point.X, point.Y, 0, 0), page);
                    foreach (PlacedBox box in obstacles)
                    {
                        if (IsWithin(point, box))
                            Assert.Fail($"An edge passes {box} at {point}.");
                    }
                }
            }
        }
    }

    // A frame needs an edge from the same box once only, so of several into it one is drawn up to its border.
    private static int MissingHeads(Diagram diagram)
    {
        int parts = 0;
        var seen = new HashSet<(int, int)>();
        foreach (DiagramEdge edge in diagram.Edges)
        {
            bool comesIn = diagram.Nodes[edge.To].Frame != DiagramNode.NoFrame
                && !Around(diagram, diagram.Nodes[edge.From].Frame).Contains(diagram.Nodes[edge.To].Frame);
            parts += comesIn && !seen.Add((edge.From, edge.To)) ? 1 : 0;
        }
        return parts;
    }

    private static bool IsAtStart(PlacedBox box, (double X, double Y) point, RankDir direction) => direction == RankDir.TB
        ? Math.Abs(point.Y - box.Y) < Slack && point.X > box.X && point.X < box.Right
        : Math.Abs(point.X - box.X) < Slack && point.Y > box.Y && point.Y < box.Bottom;

    // The curve's control points lie halfway, at the place across of the near end.
    private static IEnumerable<(double X, double Y)> Samples((double X, double Y) from, (double X, double Y) to, RankDir direction)
    {
        for (int i = 0; i <= 32; i++)
        {
            double t = i / 32.0, s = t * t * (3 - 2 * t);
            // Along: 0, 1/2, 1/2, 1. Across: 0, 0, 1, 1.
            double along = 1.5 * t * (1 - t) * (1 - t) + 1.5 * t * t * (1 - t) + t * t * t;
            var (u, v) = direction == RankDir.TB ? (s, along) : (along, s);
            yield return (from.X + u * (to.X - from.X), from.Y + v * (to.Y - from.Y));
        }
    }

    private static bool IsWithin((double X, double Y) point, PlacedBox box) =>
        point.X > box.X + Slack && point.X < box.Right - Slack && point.Y > box.Y + Slack && point.Y < box.Bottom - Slack;

    // Messages are made only where they are needed: these are asked a million times.
    private static void AssertApart(PlacedBox a, PlacedBox b)
    {
        if (a.X < b.Right - Slack && b.X < a.Right - Slack && a.Y < b.Bottom - Slack && b.Y < a.Bottom - Slack)
            Assert.Fail($"{a} and {b} overlap.");
    }

    private static void AssertInside(PlacedBox inner, PlacedBox outer)
    {
        if (inner.X < outer.X - Slack || inner.Y < outer.Y - Slack || inner.Right > outer.Right + Slack || inner.Bottom > outer.Bottom + Slack)
            Assert.Fail($"{inner} is not inside {outer}.");
    }

    private static int[] Around(Diagram diagram, int frame)
    {
        var frames = new List<int>();
        for (; frame != DiagramNode.NoFrame; frame = diagram.Frames[frame].Parent)
            frames.Add(frame);
        return [.. frames];
    }

    private static Diagram Random(Random random)
    {
        var diagram = new Diagram("random", "");
        int frames = random.Next(0, 4), nodes = random.Next(1, 60), reach = random.Next(1, 30);
        for (int i = 0; i < frames; i++)
        {
            // Inside the frame before, or beside one that is around it.
            int[] parents = [.. i == 0 ? [] : Around(diagram, i - 1), DiagramNode.NoFrame];
            diagram.Frames.Add(new DiagramFrame("Functional", $"frame {i}", parents[random.Next(parents.Length)]));
        }
        // What is in a frame stands in a row, as a layer's call does: else an edge could go out and in again.
        int[] homes = [.. Enumerable.Range(0, nodes).Select(_ => random.Next(-1, frames)).Order()];
        for (int to = 0; to < nodes; to++)
        {
            string[] notes = [.. Enumerable.Range(0, random.Next(0, 4)).Select(i => new string('m', random.Next(1, 40)))];
            diagram.Nodes.Add(new DiagramNode(NodeKind.Other, "Box", random.Next(2) == 0 ? null : $"box_{to}", notes, homes[to]));
            for (int n = to == 0 ? 0 : random.Next(0, 4); n > 0; n--)
                diagram.Edges.Add(new(random.Next(Math.Max(0, to - reach), to), to));
        }
        return diagram;
    }

    private static DiagramLayout LayOut(Diagram diagram, RankDir direction, Func<int, (double, double)> size) =>
        DiagramLayout.Of(diagram, [.. Enumerable.Range(0, diagram.Nodes.Count).Select(size)], [.. diagram.Frames.Select(TitleSize)], direction);

    private static (double Width, double Height) Size(DiagramNode node) => (new BoxText(node).Width, new BoxText(node).Height);

    private static (double Width, double Height) TitleSize(DiagramFrame frame) => (new FrameText(frame).Width, new FrameText(frame).Height);

    private static DiagramNode Box(int frame) => new(NodeKind.Other, "Box", null, [], frame);
}
