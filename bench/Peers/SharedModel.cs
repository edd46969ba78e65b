using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;
using Keratin.Models;

namespace Keratin.Bench.Peers;

/// <summary>A little trained model whose weights lie in a folder for the peers; the folder goes with it.</summary>
internal sealed class SharedModel : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keratin-bench-");

    public SharedModel(NetworkProgram program)
    {
        const int Samples = 3000;
        (Program, Model) = (program, program.CreateCompiled());
        var (x, y) = TrainingData.Take(program, Samples);
        Model.Fit(x, y, batchSize: program.Batch, verbose: 0);
        using FileStream file = File.Create(WeightsFile);
        foreach (Variable weight in Model.Weights)
            file.Write(MemoryMarshal.AsBytes(weight.Span));
    }

    public NetworkProgram Program { get; }

    public Model Model { get; }

    public string WeightsFile => Path.Combine(_folder.FullName, "weights.bin");

    public string OnnxFile => Path.Combine(_folder.FullName, "model.onnx");

    /// <summary>A model that does next to nothing: what remains is the cost of a call.</summary>
    public string OneOperatorFile => Path.Combine(_folder.FullName, "one-operator.onnx");

    public JsonArray Shapes() =>
        [.. Model.Weights.Select(weight => new JsonArray([.. weight.Shape.Select(length => (JsonNode)length)]))];

    public void Dispose() => _folder.Delete(recursive: true);
}
