using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Tests.Saving;

// Files are not trusted: whatever stands in one, it is read or refused as bad data, soon and without much memory.
public class SavingFuzzTests
{
    // Half of a surrogate pair, which is no text; it is put in at the end, because it cannot be written either.
    private const string HalfPair = "\"half a pair\"", WrittenHalfPair = "\"\\ud800\"";

    // What a hostile hand would write where something else stood.
    private static readonly string[] s_values =
    [
        "null", "0", "-1", "1", "2", "2147483647", "-2147483648", "1e300", "0.5", "9223372036854775807", "true", "false", "\"\"", "\"Dense\"", "\"relu\"", "[]", "{}",
        "[null]", "[1, 2]", "[[[]]]", "\"Functional\"", HalfPair, "{\"class_name\": \"Dense\", \"config\": {}}", "{\"class_name\": \"__lambda__\", \"config\": {}}",
    ];

    public static TheoryData<string> Names => [.. SampleModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_value_of_the_configuration_may_be_any_other(string name)
    {
        byte[] file = Compiled(name);
        string config = Entry(file, "config.json");
        int values = Places(JsonNode.Parse(config)!).Count;
        var random = new Random(20_260);
        var clock = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        const int Times = 400;

        for (int i = 0; i < Times; i++)
        {
            JsonNode changed = JsonNode.Parse(config)!;
            for (int changes = random.Next(3); changes >= 0; changes--)
            {
                List<Action<JsonNode?>> places = Places(changed);
                places[random.Next(places.Count)](JsonNode.Parse(s_values[random.Next(s_values.Length)]));
            }
            string text = changed.ToJsonString().Replace(HalfPair, WrittenHalfPair, StringComparison.Ordinal);
            Accepts(With(file, "config.json", Encoding.UTF8.GetBytes(text)), text);
        }

        Assert.True(values > 50);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(4), $"{clock.Elapsed}");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Times * 20L << 20);
    }

    [Fact]
    public void Any_byte_of_the_file_may_be_any_other() =>
        Assert.InRange(Damaged.Try(Compiled("nested"), 1500, bytes => SampleModels.Loaded(bytes)), 500, 1500);

    [Fact]
    public void Any_byte_of_the_weights_may_be_any_other()
    {
        byte[] file = Compiled("nested");
        Damaged.Try(Bytes(file, "model.weights.h5"), 500, weights => SampleModels.Loaded(With(file, "model.weights.h5", weights)));
    }

    private static byte[] Compiled(string name)
    {
        Model model = SampleModels.All[name]();
        if (model.OutputCount == 1)
            model.Compile(new Adam(), "mse", ["accuracy"]);
        return SampleModels.Saved(model);
    }

    private static void Accepts(byte[] file, string config)
    {
        try
        {
            SampleModels.Loaded(file);
        }
        catch (InvalidDataException)
        {
        }
        catch (Exception wrong)
        {
            Assert.Fail($"{wrong} for {config}");
        }
    }

    // A way to set each value of a tree but the root.
    private static List<Action<JsonNode?>> Places(JsonNode root)
    {
        var places = new List<Action<JsonNode?>>();
        Visit(root);
        return places;

        void Visit(JsonNode? node)
        {
            if (node is JsonObject members)
            {
                foreach (string key in members.Select(member => member.Key))
                {
                    places.Add(value => members[key] = value);
                    Visit(members[key]);
                }
            }
            for (int i = 0; i < ((node as JsonArray)?.Count ?? 0); i++)
            {
                int index = i;
                places.Add(value => node![index] = value);
                Visit(node![i]);
            }
        }
    }

    private static string Entry(byte[] file, string name) => Encoding.UTF8.GetString(Bytes(file, name));

    private static byte[] Bytes(byte[] file, string name) => ZipFiles.Read(file).Single(entry => entry.Name == name).Bytes;

    private static byte[] With(byte[] file, string name, byte[] bytes) =>
        ZipFiles.Write(CompressionLevel.NoCompression, [.. ZipFiles.Read(file).Select(entry => entry.Name == name ? (name, bytes) : entry)]);
}
