using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Keratin.Datasets;
using Keratin.Tests.House;

namespace Keratin.Tests.Examples;

// Each example as it stands, on a few hundred digits and for one epoch: what is right must raise no warning.
[Collection(nameof(Alone))]
public sealed partial class ExampleTests : IDisposable
{
    private const int Train = 600, Test = 200;

    // What an example is called with, FOLDER being an empty one, and what of it is made smaller besides the data and the epochs.
    private static readonly Dictionary<string, (string[] Arguments, (string From, string To)[] Smaller)> s_calls = new()
    {
        ["augmentation"] = (["FOLDER/digits.svg", $"{Train}", "1"], [("new Dense(1000", "new Dense(100")]),
        ["convolution"] = (["FOLDER/filters.svg"], []),
        ["custom-layer"] = (["1"], []),
        ["dcgan"] = (["FOLDER/drawn.png", "1", "256"], []),
        ["diagram"] = (["FOLDER/diagrams"], []),
        ["gallery"] = (["FOLDER/gallery"], [("12000", "600"), ("0..1000", "0..200"), ("[5, 20, 50, 200]", "[1, 2]"), ("(optimizer, 30)", "(optimizer, 1)")]),
        ["kfold"] = ([$"{Train}", "1"], []),
        ["lstm-rows"] = (["1", "1", "300"], []),
        ["overfitting"] = (["FOLDER/study.svg", $"{Test}"], [("[5, 20, 50, 200]", "[1, 1, 1, 2]"), ("Epochs = 50", "Epochs = 1")]),
        ["resnet"] = (["1", "1", "256"], []),
        ["tensorboard"] = (["FOLDER/logs"], []),
        ["transfer"] = (["100"], []),
    };

    private readonly HeardWarnings _heard = new();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<string> Names => [.. Source.Files("examples").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    public void Dispose()
    {
        _heard.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_runs_and_raises_no_warning(string name)
    {
        var (arguments, smaller) = s_calls.GetValueOrDefault(name, ([], []));
        string source = File.ReadAllText(Path.Combine(Source.Root, "examples", $"{name}.cs"));
        foreach (var (from, to) in smaller)
        {
            Assert.Contains(from, source, StringComparison.Ordinal);
            source = source.Replace(from, to, StringComparison.Ordinal);
        }
        source = Epochs().Replace(source, "epochs: 1").Replace("Mnist.Load()", $"Mnist.Load(@\"{Digits()}\")", StringComparison.Ordinal);
        string output = ExampleProgram.Run(source, [.. arguments.Select(argument => argument.Replace("FOLDER", _folder, StringComparison.Ordinal))]);
        Assert.NotEmpty(output);
        Assert.Empty(_heard.All);
    }

    // Were the program wrong, it would be heard: mlp.cs without its Rescaling.
    [Fact]
    public void An_example_that_is_spoilt_is_heard()
    {
        string source = File.ReadAllText(Path.Combine(Source.Root, "examples", "mlp.cs")).Replace("new Rescaling(1f / 255),", "", StringComparison.Ordinal);
        ExampleProgram.Run(Epochs().Replace(source, "epochs: 1").Replace("Mnist.Load()", $"Mnist.Load(@\"{Digits()}\")", StringComparison.Ordinal), []);
        Assert.Equal(["unscaled-images"], _heard.All.Select(warning => warning.Id));
    }

    // A folder of MNIST's format with the first digits.
    private string Digits()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "digits")).FullName;
        var ((xTrain, yTrain), (xTest, yTest)) = s_mnist.Value;
        Write("train-images-idx3-ubyte", xTrain.Slice(0..Train, 0..28, 0..28).ToArray(), [Train, 28, 28]);
        Write("train-labels-idx1-ubyte", yTrain.Slice(0..Train).ToArray(), [Train]);
        Write("t10k-images-idx3-ubyte", xTest.Slice(0..Test, 0..28, 0..28).ToArray(), [Test, 28, 28]);
        Write("t10k-labels-idx1-ubyte", yTest.Slice(0..Test).ToArray(), [Test]);
        return folder;

        void Write(string name, byte[] bytes, int[] lengths)
        {
            byte[] file = new byte[4 + (4 * lengths.Length) + bytes.Length];
            (file[2], file[3]) = (8, (byte)lengths.Length);
            for (int i = 0; i < lengths.Length; i++)
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), lengths[i]);
            bytes.CopyTo(file, file.Length - bytes.Length);
            File.WriteAllBytes(Path.Combine(folder, name), file);
        }
    }

    private static readonly Lazy<MnistData> s_mnist = new(Mnist.Load);

    [GeneratedRegex(@"\bepochs: \d+")]
    private static partial Regex Epochs();
}
