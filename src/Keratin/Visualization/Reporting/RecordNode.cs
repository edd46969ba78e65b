using System.Globalization;
using System.Text.Json;

namespace Keratin.Visualization.Reporting;

/// <summary>A place in a record that is read: knows where it is and says so when it is not what it should be.</summary>
internal readonly struct RecordNode(JsonElement element, string file, string place)
{
    private static readonly (string Text, double Value)[] s_notFinite =
        [("NaN", double.NaN), ("Infinity", double.PositiveInfinity), ("-Infinity", double.NegativeInfinity)];

    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    /// <summary>A member that must be there.</summary>
    public RecordNode this[string member] => element.TryGetProperty(member, out JsonElement value)
        ? new(value, file, place.Length == 0 ? member : $"{place}.{member}")
        : throw Refuse($"the member {member}", "none");

    /// <summary>The error that this place deserves.</summary>
    public InvalidDataException Refuse(string expected, string? got = null)
    {
        string where = place.Length == 0 ? file : $"{file}, {place}";
        return new($"{where}: expected {expected}; got {got ?? Short(element.GetRawText())}.");
    }

    /// <summary>The members of an object, in their order.</summary>
    public IReadOnlyList<(string Name, RecordNode Value)> Members()
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Refuse("an object");
        (string file, string place) = (File, Place);
        (string, RecordNode)[] members = [.. element.EnumerateObject().Take(RecordFormat.MaxMembers + 1)
            .Select(member => (member.Name, new RecordNode(member.Value, file, $"{place}{(place.Length == 0 ? "" : ".")}{Short(member.Name)}")))];
        if (members.Length > RecordFormat.MaxMembers)
            throw Refuse($"at most {RecordFormat.MaxMembers} members", "more");
        return Array.TrueForAll(members, member => member.Item1.Length <= RecordFormat.MaxText) ? members : throw Refuse("short names", "a very long one");
    }

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<RecordNode> List(int most = int.MaxValue)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Refuse("a list");
        if (element.GetArrayLength() > most)
            throw Refuse($"at most {most} elements", $"{element.GetArrayLength()}");
        (string file, string place) = (File, Place);
        return [.. element.EnumerateArray().Select((item, i) => new RecordNode(item, file, $"{place}[{i.ToString(CultureInfo.InvariantCulture)}]"))];
    }

    public string Text()
    {
        if (element.ValueKind != JsonValueKind.String)
            throw Refuse("a text");
        string text = element.GetString()!;
        return text.Length <= RecordFormat.MaxText ? text : throw Refuse($"at most {RecordFormat.MaxText} characters", $"{text.Length}");
    }

    /// <summary>A whole number from 0 on.</summary>
    public long Count(long most) => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long value) && value >= 0 && value <= most
        ? value : throw Refuse($"a whole number from 0 to {most}");

    /// <summary>A number; those that JSON does not know are texts.</summary>
    public double Number()
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            string text = Text();
            int i = Array.FindIndex(s_notFinite, pair => pair.Text == text);
            return i >= 0 ? s_notFinite[i].Value : throw Refuse("a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        }
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && double.IsFinite(value) ? value : throw Refuse("a number");
    }

    /// <summary>A number that a float can be.</summary>
    public float Single()
    {
        double value = Number();
        return double.IsFinite(value) && !float.IsFinite((float)value) ? throw Refuse("a number that a float can be") : (float)value;
    }

    private string File => file;

    private string Place => place;

    private static string Short(string text) => text.Length <= 60 ? text : $"{text.AsSpan(0, 60)}…";
}
