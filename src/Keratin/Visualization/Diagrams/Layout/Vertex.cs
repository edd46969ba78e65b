namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>A box, or the place of an edge in a rank that it passes.</summary>
internal sealed class Vertex(double across, double along, RankPin pin, bool isDummy)
{
    /// <summary>Size across the picture's direction.</summary>
    public double Across { get; } = across;

    /// <summary>Size along it.</summary>
    public double Along { get; } = along;

    /// <summary>Whether it has to be in the first or last rank.</summary>
    public RankPin Pin { get; } = pin;

    /// <summary>Whether it is only the place of an edge.</summary>
    public bool IsDummy { get; } = isDummy;

    /// <summary>Its rank, from 0.</summary>
    public int Rank { get; set; }

    /// <summary>Where in its rank it stands, from 0.</summary>
    public int Order { get; set; }

    /// <summary>Place of its middle, across.</summary>
    public double Middle { get; set; }

    /// <summary>Neighbours in the rank before.</summary>
    public List<int> Before { get; } = [];

    /// <summary>Neighbours in the rank after.</summary>
    public List<int> After { get; } = [];
}
