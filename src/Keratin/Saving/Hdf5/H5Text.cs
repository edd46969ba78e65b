using System.Text;

namespace Keratin.Saving.Hdf5;

/// <summary>Text of a file. What calls itself ASCII is read as UTF-8 too, as h5py does.</summary>
internal static class H5Text
{
    private const int MaximumShown = 200;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text in these bytes; bytes that are no UTF-8 are refused, for a name that was guessed would find nothing.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, long offset, string path)
    {
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw H5Error.At(offset, path, "text in UTF-8", "bytes that are none");
        }
    }

    /// <summary>
    /// A text for a message. Names may be as long as the file and paths longer, so that messages, or the paths kept for them, would
    /// take more room than all the rest.
    /// </summary>
    public static string Short(string text) => text.Length <= MaximumShown ? text : $"{text.AsSpan(0, MaximumShown)}…";

    /// <summary>The bytes of a text.</summary>
    /// <exception cref="ArgumentException">The text has half a surrogate pair.</exception>
    public static byte[] Encode(string text) => s_strict.GetBytes(text);
}
