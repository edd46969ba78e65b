namespace Keratin.Tests;

// Damages a file in many ways, the same on every run, and demands that reading it succeeds or is refused as bad data.
internal static class Damaged
{
    // How many of the damaged files were refused. Any other exception fails the test that asked.
    public static int Try(byte[] intact, int times, Action<byte[]> read)
    {
        var random = new Random(20_260);
        return Enumerable.Range(0, times).Count(_ => IsRefused(Damage(intact, random), read));
    }

    private static bool IsRefused(byte[] file, Action<byte[]> read)
    {
        try
        {
            read(file);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
        catch (Exception wrong)
        {
            throw new Xunit.Sdk.XunitException($"{wrong.GetType()} for {Convert.ToBase64String(file)}: {wrong}");
        }
    }

    private static byte[] Damage(byte[] intact, Random random)
    {
        byte[] file = [.. intact];
        for (int flips = random.Next(4); flips >= 0; flips--)
        {
            // Half of the damage near the start, where the headers are.
            int at = random.Next(random.Next(2) == 0 ? Math.Min(file.Length, 64) : file.Length);
            file[at] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => (byte)(file[at] ^ (1 << random.Next(8))), _ => 0xFF };
        }

        return random.Next(4) == 0 ? file[..random.Next(file.Length)] : file;
    }
}
