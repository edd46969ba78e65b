using System.IO.Compression;
using System.Text;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;
using Keratin.Tests.Saving.Hdf5;

namespace Keratin.Tests.Saving;

// What lies in the file, byte by byte.
public class SavingFileTests
{
    // Made by us and compared by eye with config.json of Keras 3.16 for the same model; keys that Keras adds and that mean nothing are absent.
    private const string Golden =
        """
        {"module": "keras", "class_name": "Sequential", "config": {"name": "small", "trainable": true, "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": null}, "layers": [{"module": "keras.layers", "class_name": "InputLayer", "config": {"name": "pixels", "dtype": "float32", "batch_shape": [null, 4], "sparse": false, "ragged": false, "optional": false}, "registered_name": null}, {"module": "keras.layers", "class_name": "Dense", "config": {"name": "scores", "trainable": true, "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": null}, "units": 2, "activation": "softmax", "use_bias": true, "kernel_initializer": {"module": "keras.initializers", "class_name": "GlorotUniform", "config": {"seed": null, "input_axes": null, "output_axes": null}, "registered_name": null}, "bias_initializer": {"module": "keras.initializers", "class_name": "Zeros", "config": {}, "registered_name": null}, "kernel_regularizer": {"module": "keras.regularizers", "class_name": "L2", "config": {"l2": 1.0}, "registered_name": null}, "bias_regularizer": null, "kernel_constraint": null, "bias_constraint": null, "quantization_config": null}, "registered_name": null, "build_config": {"input_shape": [null, 4]}}], "build_input_shape": [null, 4]}, "registered_name": null, "build_config": {"input_shape": [null, 4]}, "compile_config": {"optimizer": {"module": "keras.optimizers", "class_name": "SGD", "config": {"name": "sgd", "learning_rate": 1.0, "weight_decay": null, "clipnorm": null, "global_clipnorm": null, "clipvalue": null, "use_ema": false, "ema_momentum": 0.99, "ema_overwrite_frequency": null, "loss_scale_factor": null, "gradient_accumulation_steps": null, "momentum": 0.5, "nesterov": false}, "registered_name": null}, "loss": {"module": "keras.losses", "class_name": "MeanSquaredError", "config": {"name": "mean_squared_error", "reduction": "sum_over_batch_size"}, "registered_name": null}, "loss_weights": null, "metrics": ["accuracy"], "weighted_metrics": null, "run_eagerly": false, "steps_per_execution": 1, "jit_compile": "auto"}}
        """;

    // Prints each data set's path, shape and type, as a reader in Python sees them.
    private const string Script =
        """
        import h5py, io, sys, zipfile
        archive = zipfile.ZipFile(sys.argv[1])
        print(*[entry.filename for entry in archive.infolist() if entry.compress_type == zipfile.ZIP_STORED])
        print(archive.testzip())
        def show(name, item):
            if isinstance(item, h5py.Dataset):
                print(name, item.shape, item.dtype)
            elif 'name' in item.attrs:
                print(name, item.attrs['name'])
        h5py.File(io.BytesIO(archive.read('model.weights.h5'))).visititems(show)
        """;

    [Fact]
    public void The_configuration_is_Keras()
    {
        var entries = ZipFiles.Read(SampleModels.Saved(Small()));

        Assert.Equal(["metadata.json", "config.json", "model.weights.h5"], entries.Select(entry => entry.Name));
        Assert.Equal("""{"keras_version": "3.16.0", "date_saved": "2026-03-02@15:07:05"}""", Encoding.UTF8.GetString(entries[0].Bytes));
        Assert.Equal(Golden, Encoding.UTF8.GetString(entries[1].Bytes));
    }

    [H5pyFact]
    public void Python_finds_the_weights_where_Keras_has_them()
    {
        using var folder = new TemporaryFolder();
        KerasTensor x = new Input(4) { Name = "x" };
        Sequential small = Small();
        var model = new Model(x, new Dense(3) { Name = "last" }.Apply(new Dense(2) { Name = "first" }.Apply(small.Apply(x))), "outer");
        model.Compile(new Keratin.Optimizers.SGD(1, momentum: 0.5f), "mse");
        model.Fit(new float[8].ToTensor([2, 4]), new float[6].ToTensor([2, 3]), verbose: 0);
        model.Save(folder.At("model.keras"));

        string[] lines = H5py.Run(Script, folder.At("model.keras")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            [
                "metadata.json config.json model.weights.h5", "None",
                "layers/dense/vars first", "layers/dense/vars/0 (2, 2) float32", "layers/dense/vars/1 (2,) float32",
                "layers/dense_1/vars last", "layers/dense_1/vars/0 (2, 3) float32", "layers/dense_1/vars/1 (3,) float32",
                "layers/input_layer/vars x",
                "layers/sequential/layers/dense/vars scores", "layers/sequential/layers/dense/vars/0 (4, 2) float32",
                "layers/sequential/layers/dense/vars/1 (2,) float32", "layers/sequential/vars small",
                "optimizer/vars sgd", "optimizer/vars/0 () int64", "optimizer/vars/1 () float32", "optimizer/vars/2 (4, 2) float32",
                "optimizer/vars/3 (2,) float32", "optimizer/vars/4 (2, 2) float32", "optimizer/vars/5 (2,) float32",
                "optimizer/vars/6 (2, 3) float32", "optimizer/vars/7 (3,) float32", "vars outer",
            ],
            lines);
    }

    [Fact]
    public void A_folder_with_the_files_is_read_as_well()
    {
        using var folder = new TemporaryFolder();
        Sequential model = Small();
        ZipFile.ExtractToDirectory(new MemoryStream(SampleModels.Saved(model)), folder.Name);

        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(Keratin.Saving.Models.Load(folder.Name)));
    }

    [Fact]
    public void A_stream_that_can_only_be_read_is_read()
    {
        Sequential model = Small();
        var zipped = new MemoryStream();
        using (var deflate = new DeflateStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(SampleModels.Saved(model));
        zipped.Position = 0;

        using var stream = new DeflateStream(zipped, CompressionMode.Decompress);

        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(Keratin.Saving.Models.Load(stream)));
    }

    [Fact]
    public void A_file_is_replaced_only_if_that_is_wanted_and_only_by_a_complete_one()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("model.keras");
        Small().Save(path);
        byte[] first = File.ReadAllBytes(path);

        Assert.Throws<IOException>(() => Small().Save(path, overwrite: false));
        KerasTensor x = new Input(4);
        Assert.Throws<NotSupportedException>(() => new Model(x, new Lambda(y => y).Apply(x)).Save(path));

        Assert.Equal(first, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Name));
        Small().Save(path);
        Assert.Single(SampleModels.Predicted(Keratin.Saving.Models.Load(path)));
    }

    [Theory]
    [InlineData("model.h5")]
    [InlineData("model")]
    public void Another_ending_is_refused(string path) => Assert.Throws<ArgumentException>(() => Small().Save(path));

    [Fact]
    public void Files_of_2023_are_read()
    {
        Sequential model = Small();
        var entries = ZipFiles.Read(SampleModels.Saved(model));
        entries[1].Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entries[1].Bytes)
            .Replace("\"module\": \"keras\"", "\"module\": \"keras.src.engine.sequential\"", StringComparison.Ordinal)
            .Replace("\"batch_shape\": [", "\"batch_input_shape\": [", StringComparison.Ordinal)
            .Replace("{\"module\": \"keras.src.engine.sequential\", \"class_name\": \"DTypePolicy\"", "{\"class_name\": \"DTypePolicy\"", StringComparison.Ordinal));
        Keratin.Saving.Hdf5.H5Group root = Keratin.Saving.Hdf5.H5File.Read(entries[2].Bytes), old = new();
        old.Add("_layer_checkpoint_dependencies", root.FindGroup("layers")!);
        var weights = new MemoryStream();
        Keratin.Saving.Hdf5.H5File.Write(weights, old);
        entries[2].Bytes = weights.ToArray();

        Model loaded = SampleModels.Loaded(ZipFiles.Write(CompressionLevel.NoCompression, entries));

        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(loaded));
    }

    // Keras' layers that mix take {"images": …, "labels": …}.
    [Fact]
    public void Inputs_with_keys_are_written_as_a_dictionary()
    {
        KerasTensor image = new Input(2, 2, 1) { Name = "image" }, label = new Input(3) { Name = "label" };
        var model = new Model([label, image], [.. new MixUp { Name = "mix" }.ApplyAll(image, label)]);
        var config = System.Text.Json.Nodes.JsonNode.Parse(ZipFiles.Read(SampleModels.Saved(model))[1].Bytes)!["config"]!;
        var call = config["layers"]!.AsArray().Single(layer => (string?)layer!["name"] == "mix")!["inbound_nodes"]![0]!;
        Assert.Equal(["images", "labels"], call["args"]![0]!.AsObject().Select(entry => entry.Key));
        Assert.Equal("""["image",0,0]""", call["args"]![0]!["images"]!["config"]!["keras_history"]!.ToJsonString());
        Assert.Equal("""[["mix",0,0],["mix",0,1]]""", config["output_layers"]!.ToJsonString());
        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(SampleModels.Loaded(SampleModels.Saved(model))));
    }

    [Fact]
    public void Nodes_in_the_form_of_Keras_2_are_read()
    {
        KerasTensor x = new Input(4) { Name = "x" };
        var model = new Model(x, new Add { Name = "sum" }.Apply(new Activation("relu") { Name = "left" }.Apply(x), x));
        var entries = ZipFiles.Read(SampleModels.Saved(model));
        var config = System.Text.Json.Nodes.JsonNode.Parse(entries[1].Bytes)!;
        config["config"]!["layers"]![1]!["inbound_nodes"] = System.Text.Json.Nodes.JsonNode.Parse("""[[["x", 0, 0, {}]]]""");
        config["config"]!["layers"]![2]!["inbound_nodes"] = System.Text.Json.Nodes.JsonNode.Parse("""[[["left", 0, 0, {}], ["x", 0, 0, {}]]]""");
        entries[1].Bytes = Encoding.UTF8.GetBytes(config.ToJsonString());

        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(SampleModels.Loaded(ZipFiles.Write(CompressionLevel.NoCompression, entries))));
    }

    [Fact]
    public void Halves_and_brain_floats_become_floats()
    {
        float[] numbers = [1, -0.5f, 3];
        var brain = Keratin.Saving.Hdf5.H5Dataset.OfBytes(Keratin.Saving.Hdf5.H5Type.Opaque16, [0x80, 0x3F, 0x00, 0xBF, 0x40, 0x40], 3);
        brain.Add(Keratin.Saving.Hdf5.H5Attribute.Of("dtype", "bfloat16"));

        Assert.Equal(numbers, WeightValues.Read(brain));
        Assert.Equal(numbers, WeightValues.Read(Keratin.Saving.Hdf5.H5Dataset.Of<Half>([(Half)1, (Half)(-0.5f), (Half)3], 3)));
    }

    [Fact]
    public void Numbers_that_JSON_does_not_have_are_written_and_read_as_Python_does()
    {
        Sequential model = new([new Input(2), new ReLU { MaxValue = float.PositiveInfinity }]);

        byte[] file = SampleModels.Saved(model);

        Assert.Contains("\"max_value\": Infinity", Encoding.UTF8.GetString(ZipFiles.Read(file)[1].Bytes), StringComparison.Ordinal);
        Assert.Equal(float.PositiveInfinity, ((ReLU)SampleModels.Loaded(file).Layers[0]).MaxValue);
    }

    private static Sequential Small()
    {
        Sequential model = new(
            [new Input(4) { Name = "pixels" }, new Dense(2, "softmax") { Name = "scores", KernelRegularizer = new Keratin.Regularizers.L2(1) }], "small");
        model.Compile(new Keratin.Optimizers.SGD(1, momentum: 0.5f), "mse", ["accuracy"]);
        return model;
    }
}
