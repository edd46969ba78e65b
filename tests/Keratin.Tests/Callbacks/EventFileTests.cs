using System.Text.RegularExpressions;
using Keratin.Callbacks;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Callbacks;

public class EventFileTests
{
    [Fact]
    public void The_checksum_is_that_of_Castagnoli()
    {
        // The check value of CRC-32C in the catalogues of checksums.
        Assert.Equal(0xE3069283u, EventFile.Crc("123456789"u8));
        Assert.Equal(0xE3069283u, EventReader.Crc("123456789"u8));
        Assert.Equal(0u, EventFile.Crc([]));
        byte[] bytes = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 37))];
        for (int length = 0; length < bytes.Length; length += 7)
            Assert.Equal(EventReader.Crc(bytes.AsSpan(0, length)), EventFile.Crc(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void A_record_byte_by_byte()
    {
        using var folder = new TemporaryFolder();
        using (EventFile file = EventFile.Create(folder.Name, new FixedTime()))
            file.Write(3, [Summaries.Scalar("epoch_loss", 0.5f)]);
        byte[] bytes = File.ReadAllBytes(Directory.GetFiles(folder.Name).Single());

        // Field 1, a double: 2026-03-02T15:07:05Z is 1772464025 seconds after 1970.
        const string Time = "09" + "000040E66969DA41";
        const string Version =
            Time + "1A0D" + "627261696E2E4576656E743A32" // file_version: brain.Event:2
            + "5209" + "0A07" + "6B65726174696E";        // source_metadata { writer: keratin }
        const string Scalar =
            Time + "1003" + "2A27" + "0A25"                  // step: 3, summary { value {
            + "0A0A" + "65706F63685F6C6F7373"                //   tag: epoch_loss
            + "420A" + "0801" + "1200" + "2A04" + "0000003F" //   tensor { float, a shape without axes, 0.5 }
            + "4A0B" + "0A09" + "0A07" + "7363616C617273";   //   metadata { plugin_data { scalars, version 0 } } } }
        Assert.Equal([.. Record(Version), .. Record(Scalar)], bytes);
    }

    [Fact]
    public void The_name_is_the_one_TensorBoard_looks_for_and_no_two_are_alike()
    {
        using var folder = new TemporaryFolder();
        EventFile.Create(folder.Name, new FixedTime()).Dispose();
        EventFile.Create(folder.Name, new FixedTime()).Dispose();
        string[] names = [.. Directory.GetFiles(folder.Name).Select(path => Path.GetFileName(path)!)];
        Assert.Equal(2, names.Length);
        Assert.All(names, name => Assert.Matches(
            $@"^events\.out\.tfevents\.1772464025\.{Regex.Escape(Environment.MachineName)}\.{Environment.ProcessId}\.\d+\.v2$", name));
    }

    private static byte[] Record(string message)
    {
        byte[] data = Convert.FromHexString(message);
        byte[] length = BitConverter.GetBytes((ulong)data.Length);
        return [.. length, .. BitConverter.GetBytes(EventFile.MaskedCrc(length)), .. data, .. BitConverter.GetBytes(EventFile.MaskedCrc(data))];
    }
}
