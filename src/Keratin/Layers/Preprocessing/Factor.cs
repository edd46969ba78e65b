namespace Keratin.Layers;

/// <summary>How far a random change goes: one number, which each layer reads as a range in its own way, or the range itself.</summary>
/// <example>
/// <code>
/// new RandomRotation(0.1f);             // from -0.1 to 0.1 of a full turn
/// new RandomRotation((0, 0.25f));       // from none to a quarter, counter-clockwise
/// </code>
/// </example>
public readonly record struct Factor
{
    private readonly float _first, _second;

    /// <summary>One number.</summary>
    /// <param name="value">The number.</param>
    public Factor(float value) => (_first, _second, IsRange) = (value, value, false);

    /// <summary>A range.</summary>
    /// <param name="lower">One end.</param>
    /// <param name="upper">The other.</param>
    public Factor(float lower, float upper) => (_first, _second, IsRange) = (lower, upper, true);

    /// <summary>The lower end, or the number.</summary>
    public float Lower => MathF.Min(_first, _second);

    /// <summary>The upper end, or the number.</summary>
    public float Upper => MathF.Max(_first, _second);

    /// <summary>Whether both ends were given.</summary>
    public bool IsRange { get; }

    /// <summary>One number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Factor(float value) => new(value);

    /// <summary>A range.</summary>
    /// <param name="range">Its ends.</param>
    public static implicit operator Factor((float Lower, float Upper) range) => new(range.Lower, range.Upper);

    /// <summary>One number.</summary>
    /// <param name="value">The number.</param>
    public static Factor FromSingle(float value) => value;

    /// <summary>A range.</summary>
    /// <param name="range">Its ends.</param>
    public static Factor FromValueTuple((float Lower, float Upper) range) => range;

    /// <summary><c>0.1</c> or <c>(0, 0.1)</c>.</summary>
    public override string ToString() => IsRange ? $"({_first:R}, {_second:R})" : $"{_first:R}";

    /// <summary>The range that most layers read: a number stands for <c>(-|f|, |f|)</c>, and what is below <paramref name="least"/> is cut off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number, or the whole range, lies outside.</exception>
    internal Factor Within(float least, float most, string name)
    {
        bool fits = IsRange ? _first <= most && _second >= least : _first >= least && _first <= most;
        if (!fits)
            throw Outside(least, most, name);
        float size = MathF.Abs(_first);
        return IsRange ? new(Lower, Upper) : new(MathF.Max(-size, least), size);
    }

    /// <summary>The range itself, or <c>(-|f|, |f|)</c> for a number; both ends are within the bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An end lies outside.</exception>
    internal Factor Checked(float least, float most, string name)
    {
        if (!(Lower >= least) || !(Upper <= most))
            throw Outside(least, most, name);
        return IsRange ? new(Lower, Upper) : new(-MathF.Abs(_first), MathF.Abs(_first));
    }

    /// <summary>As configurations have it: a number, or a list of two in the order given.</summary>
    internal System.Text.Json.Nodes.JsonNode ToJson() =>
        IsRange ? new System.Text.Json.Nodes.JsonArray(_first, _second) : System.Text.Json.Nodes.JsonValue.Create(_first);

    private ArgumentOutOfRangeException Outside(float least, float most, string name) =>
        new(name, ToString(), $"'{name}' is a number, or two, between {least} and {most}.");
}
