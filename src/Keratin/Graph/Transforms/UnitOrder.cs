namespace Keratin.Graph.Transforms;

/// <summary>An order of units in which each comes after all it depends on, kept while units are joined: a list whose places are numbers with room between them.</summary>
/// <remarks>As in Pearce, Kelly: "A dynamic topological sort algorithm for directed acyclic graphs", ACM Journal of Experimental Algorithmics 2007.</remarks>
internal sealed class UnitOrder
{
    private const long Room = 1L << 32;

    private readonly long[] _place;
    private readonly int[] _next, _previous;

    /// <summary>Units in the order of their numbers.</summary>
    /// <param name="count">How many.</param>
    public UnitOrder(int count)
    {
        // The last place stands for the end, which comes before the first and after the last.
        _place = new long[count + 1];
        (_next, _previous) = (new int[count + 1], new int[count + 1]);
        for (int unit = 0; unit <= count; unit++)
            (_next[unit], _previous[unit]) = (unit == count ? 0 : unit + 1, unit == 0 ? count : unit - 1);
        Number();
    }

    /// <summary>Smaller for a unit that comes earlier.</summary>
    public long this[int unit] => _place[unit];

    /// <summary>Whether one unit comes before another.</summary>
    public bool Comes(int unit, int before) => _place[unit] < _place[before];

    /// <summary>Takes a unit out.</summary>
    public void Remove(int unit) => (_next[_previous[unit]], _previous[_next[unit]]) = (_next[unit], _previous[unit]);

    /// <summary>Puts units, in the order they have among themselves, right before another.</summary>
    public void MoveBefore(int unit, List<int> others)
    {
        if (others.Count == 0)
            return;
        others.Sort((x, y) => _place[x].CompareTo(_place[y]));
        foreach (int other in others)
            Remove(other);
        int last = _previous[unit];
        // Half of the room stays free: more may come to the same place.
        long from = last == End ? 0 : _place[last], step = (_place[unit] - from) / 2 / (others.Count + 1);
        for (int i = 0; i < others.Count; i++)
        {
            int other = others[i];
            (_next[last], _previous[other], _place[other]) = (other, last, from + ((i + 1) * step));
            last = other;
        }
        (_next[last], _previous[unit]) = (unit, last);
        if (step == 0)
            Number();
    }

    private int End => _place.Length - 1;

    private void Number()
    {
        long place = 0;
        for (int unit = _next[End]; unit != End; unit = _next[unit])
            _place[unit] = place += Room;
    }
}
