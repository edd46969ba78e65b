using System.Globalization;

namespace Keratin.Datasets;

// What stands before the elements of a .npy file: a Python dictionary such as
//   {'descr': '|u1', 'fortran_order': False, 'shape': (60000, 28, 28), }
// Only what NumPy itself writes is read: three keys in any order, strings, True and False, a tuple of integers.
internal sealed class NpyHeader
{
    private readonly string _text;
    private readonly string _who;
    private int _at;

    private NpyHeader(string text, string who) => (_text, _who) = (text, who);

    public string Descr { get; private set; } = "";

    public bool FortranOrder { get; private set; }

    public int[] Lengths { get; private set; } = [];

    public static NpyHeader Parse(string text, string who)
    {
        var header = new NpyHeader(text, who);
        header.ReadDictionary();
        return header;
    }

    private void ReadDictionary()
    {
        var seen = new HashSet<string>();
        Expect('{');
        while (!Accept('}'))
        {
            string key = ReadString();
            Expect(':');
            if (!seen.Add(key))
                throw Refuse("each key once", $"'{key}' again");
            ReadValue(key);
            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }

        SkipSpace();
        if (_at < _text.Length)
            throw Refuse("nothing after the dictionary", Here());
        if (seen.Count != 3)
            throw Refuse("the keys 'descr', 'fortran_order' and 'shape'", string.Join(", ", seen.Select(key => $"'{key}'")));
    }

    private void ReadValue(string key)
    {
        switch (key)
        {
            case "descr":
                Descr = ReadString();
                break;
            case "fortran_order":
                FortranOrder = ReadBoolean();
                break;
            case "shape":
                Lengths = ReadTuple();
                break;
            default:
                throw Refuse("the key 'descr', 'fortran_order' or 'shape'", $"'{key}'");
        }
    }

    private string ReadString()
    {
        SkipSpace();
        if (_at == _text.Length || _text[_at] is not ('\'' or '"'))
            throw Refuse("a string in quotes", Here());
        int end = _text.IndexOf(_text[_at], _at + 1);
        if (end < 0)
            throw Refuse("a closing quote", Here());
        string value = _text[(_at + 1)..end];
        _at = end + 1;
        return value;
    }

    private bool ReadBoolean()
    {
        SkipSpace();
        foreach ((string word, bool value) in (ReadOnlySpan<(string, bool)>)[("True", true), ("False", false)])
        {
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0)
            {
                _at += word.Length;
                return value;
            }
        }

        throw Refuse("True or False", Here());
    }

    private int[] ReadTuple()
    {
        List<int> lengths = [];
        Expect('(');
        while (!Accept(')'))
        {
            lengths.Add(ReadLength());
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. lengths];
    }

    private int ReadLength()
    {
        SkipSpace();
        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        if (!int.TryParse(_text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int length))
            throw Refuse($"a length from 0 to {int.MaxValue}", Here(start));
        Accept('L'); // Python 2 wrote long integers so
        return length;
    }

    private void Expect(char wanted)
    {
        if (!Accept(wanted))
            throw Refuse($"'{wanted}'", Here());
    }

    private bool Accept(char wanted)
    {
        SkipSpace();
        if (_at == _text.Length || _text[_at] != wanted)
            return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\t' or '\r')
            _at++;
    }

    private string Here() => Here(_at);

    private string Here(int at) => at == _text.Length
        ? "the end of the header"
        : $"'{_text[at..Math.Min(at + 20, _text.Length)].TrimEnd()}'";

    private InvalidDataException Refuse(string expected, string got) =>
        BadFile.Of($"{_who}, character {_at} of the header", "the array's header cannot be read", expected, got);
}
