using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;

namespace Keratin.Tests.Saving;

public class SavingRefusalTests
{
    private static readonly byte[] s_file = SampleModels.Saved(SampleModels.Sequential());

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("PK\u0003\u0004 and nothing else")]
    public void What_is_no_model_is_refused(string text) => Refuses(Encoding.UTF8.GetBytes(text), "stream");

    [Fact]
    public void A_file_that_is_not_there_is_an_error_of_the_file_system() =>
        Assert.Throws<FileNotFoundException>(() => Keratin.Saving.Models.Load("no such file.keras"));

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.weights.h5")]
    public void A_missing_entry_is_named(string name) =>
        Refuses(Zip([.. ZipFiles.Read(s_file).Where(entry => entry.Name != name)]), name);

    [Fact]
    public void Pickled_weights_are_refused() =>
        Refuses(Zip(Entry("config.json"), ("model.weights.npz", [1])), "pickle");

    [Fact]
    public void An_entry_outside_of_the_file_is_refused() =>
        Refuses(Zip([.. ZipFiles.Read(s_file), ("assets/../../evil", [1])]), "..");

    [Fact]
    public void An_entry_that_is_there_twice_is_refused() =>
        Refuses(Zip([.. ZipFiles.Read(s_file), Entry("config.json")]), "2 times");

    [Fact]
    public void Deflated_entries_are_read() =>
        Assert.Equal(6, SampleModels.Loaded(ZipFiles.Write(CompressionLevel.SmallestSize, ZipFiles.Read(s_file))).Layers.Count + 1);

    [Fact]
    public void Weights_out_of_proportion_to_the_file_are_refused() =>
        Refuses(ZipFiles.Write(CompressionLevel.SmallestSize, Entry("config.json"), ("model.weights.h5", new byte[100 << 20])), "proportion");

    [Fact]
    public void A_configuration_without_end_is_refused() =>
        Refuses(ZipFiles.Write(CompressionLevel.SmallestSize, ("config.json", new byte[65 << 20]), Entry("model.weights.h5")), "at most");

    [Theory]
    [InlineData("\"units\": 3", "\"units\": 2147483647", "Dense")]
    [InlineData("\"filters\": 3", "\"filters\": 2147483647", "Conv2D")]
    [InlineData("\"units\": 3", "\"units\": \"many\"", "Dense")]
    [InlineData("\"units\": 3", "\"units\": 4", "expected kernel")]
    [InlineData("\"Flatten\"", "\"Flat\"", "Flat")]
    [InlineData("\"class_name\": \"Flatten\"", "\"class_name\": \"Lambda\"", "code")]
    [InlineData("\"use_bias\": true", "\"use_bias\": false", "expected")]
    [InlineData("\"name\": \"float32\"", "\"name\": \"int8_from_float32\"", "dtype")]
    [InlineData("\"trainable\": true", "\"trainable\": true, \"trainable\": true", "config.json")]
    public void A_bad_configuration_is_refused_with_its_place(string from, string to, string said) => Refuses(Config(from, to), said);

    [Fact]
    public void A_configuration_without_bottom_is_refused() =>
        Refuses(Zip(("config.json", Encoding.UTF8.GetBytes(new string('[', 300) + new string(']', 300))), Entry("model.weights.h5")), "256");

    [Fact]
    public void Models_that_call_each_other_twice_and_twice_again_are_refused()
    {
        KerasTensor x = new Input(2), outer = new Input(2);
        var inner = new Model(x, new Activation("relu").Apply(x), "inner");
        var entries = ZipFiles.Read(SampleModels.Saved(new Model(outer, inner.Apply(inner.Apply(inner.Apply(outer))), "inner")));
        // Written down: a model that had 3¹² calls would have to be described first.
        JsonNode file = JsonNode.Parse(entries[1].Bytes)!, level = file["config"]!.DeepClone();
        for (int levels = 1; levels < 12; levels++)
        {
            JsonNode next = file["config"]!.DeepClone();
            next["layers"]![1]!["config"] = level;
            level = next;
        }
        file["config"] = level;
        entries[1].Bytes = Encoding.UTF8.GetBytes(file.ToJsonString());
        Refuses(Zip(entries), "calls of layers");
    }

    [Fact]
    public void Weights_that_do_not_fit_are_all_named_at_once_and_nothing_changes()
    {
        using var folder = new TemporaryFolder();
        Sequential model = new([new Input(4), new Dense(3), new Dense(2)]), other = new([new Input(4), new Dense(5), new Dense(1), new Dense(1)]);
        other.SaveWeights(folder.At("other.weights.h5"));
        uint[][] before = SampleModels.Bits(model.Weights);

        string message = Assert.Throws<InvalidDataException>(() => model.LoadWeights(folder.At("other.weights.h5"))).Message;

        Assert.Contains("layers/dense/vars", message, StringComparison.Ordinal);
        Assert.Contains("layers/dense_1/vars", message, StringComparison.Ordinal);
        Assert.Contains("layers/dense_2/vars/1: expected no such weight", message, StringComparison.Ordinal);
        Assert.Equal(before, SampleModels.Bits(model.Weights));
    }

    [Theory]
    [InlineData("\"Adam\"", "\"Adamant\"", "Adamant")]
    [InlineData("\"MeanSquaredError\"", "\"Surprise\"", "Surprise")]
    [InlineData("\"accuracy\"", "\"luck\"", "luck")]
    [InlineData("\"amsgrad\": false", "\"amsgrad\": true", "begins anew")]
    [InlineData("\"clipnorm\": null", "\"clipnorm\": 1, \"lottery\": 2", null)]
    [InlineData("\"loss_weights\": null", "\"loss_weights\": [2.0, 1.0]", "an entry for each of 1")]
    [InlineData("\"quantization_config\": null", "\"quantization_config\": {\"class_name\": \"Int8QuantizationConfig\"}", "quantization_config")]
    [InlineData("\"name\": \"float32\"", "\"name\": \"mixed_float16\"", "mixed_float16")]
    public void What_is_left_out_is_said(string from, string to, string? said)
    {
        Model model = SampleModels.Functional();
        model.Compile("adam", "mse", ["accuracy"]);
        model.Fit(SampleModels.Inputs(model, 8)[0], new float[16].ToTensor([8, 2]), verbose: 0);
        var warnings = new List<string>();

        Model loaded = SampleModels.Loaded(Config(SampleModels.Saved(model), from, to), warnings.Add);

        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(loaded));
        if (said is null)
            Assert.Empty(warnings);
        else
            Assert.Contains(warnings, warning => warning.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_known_is_kept()
    {
        byte[] file = Config("\"units\": 3", "\"units\": 3, \"secret\": {\"a\": [1, 2.50]}");

        string saved = Encoding.UTF8.GetString(ZipFiles.Read(SampleModels.Saved(SampleModels.Loaded(file)))[1].Bytes);

        Assert.Contains("\"quantization_config\": null, \"secret\": {\"a\": [1, 2.50]}", saved, StringComparison.Ordinal);
    }

    private static void Refuses(byte[] file, string said) =>
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => SampleModels.Loaded(file)).Message, StringComparison.Ordinal);

    private static byte[] Config(string from, string to) => Config(s_file, from, to);

    private static byte[] Config(byte[] file, string from, string to)
    {
        var entries = ZipFiles.Read(file);
        string config = Encoding.UTF8.GetString(entries[1].Bytes);
        Assert.Contains(from, config, StringComparison.Ordinal);
        entries[1].Bytes = Encoding.UTF8.GetBytes(config.Replace(from, to, StringComparison.Ordinal));
        return Zip(entries);
    }

    private static (string Name, byte[] Bytes) Entry(string name) => ZipFiles.Read(s_file).Single(entry => entry.Name == name);

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries) => ZipFiles.Write(CompressionLevel.NoCompression, entries);
}
