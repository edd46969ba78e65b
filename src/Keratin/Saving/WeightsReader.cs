using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving.Hdf5;

namespace Keratin.Saving;

/// <summary>Gives a model the weights of a file. Everything is compared first: either all weights change, or none and one error says all.</summary>
internal sealed class WeightsReader
{
    private const int ShownProblems = 40;

    private readonly string _file;
    private readonly H5Group _root;
    private readonly HashSet<H5Dataset> _used = new(ReferenceEqualityComparer.Instance);
    private readonly List<(Variable Variable, H5Dataset Dataset)> _pairs = [];
    private readonly List<string> _problems = [];

    private WeightsReader(H5Group root, string file) => (_root, _file) = (root, file);

    /// <summary>Reads the tree of a weights file.</summary>
    public static void Read(H5Group root, Model model, string file)
    {
        var reader = new WeightsReader(root, file);
        foreach (var (path, layer) in WeightPaths.Of(model))
            reader.Compare(path, layer);
        reader.ReportLeftovers();
        reader.ThrowIfAny(model);
        foreach (var (variable, dataset) in reader._pairs)
            variable.Assign(WeightValues.Read(dataset));
    }

    /// <summary>How many numbers a weights file has at most: what its data sets say, within what its length allows.</summary>
    public static long CountNumbers(H5Group root, long fileLength)
    {
        // Compression within the file can be no more than that without being refused when it is read.
        long most = fileLength * 16, count = 0;
        foreach (var (_, item) in root.Walk())
            count = Math.Min(most, count + ((item as H5Dataset)?.Count ?? 0));
        return count;
    }

    private void Compare(string path, Layer layer)
    {
        IReadOnlyList<Variable> weights = layer.OwnWeights;
        H5Group? vars = Find(path);
        List<H5Dataset> stored = WeightValues.InOrder(vars);
        _used.UnionWith(stored);
        if (stored.Count != weights.Count)
        {
            string got = vars is null ? "no such group" : $"{stored.Count}";
            _problems.Add($"{Where(path, layer)}: expected {weights.Count} weights{Names(weights)}; got {got}");
            return;
        }
        for (int i = 0; i < weights.Count; i++)
        {
            if (WeightValues.HasShape(stored[i], weights[i].Shape))
                _pairs.Add((weights[i], stored[i]));
            else
                _problems.Add($"{Where(path, layer)}: expected {weights[i].Name} {weights[i].Shape}; got ({string.Join(", ", stored[i].Shape)})");
        }
    }

    // Keras 2.13 called the list of layers by an internal name, and Keras 3.0 to 3.2 parts of a layer by private ones.
    private H5Group? Find(string path)
    {
        H5Group? here = _root;
        foreach (string name in $"{path}/vars".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            here = here?.FindGroup(name)
                ?? here?.FindGroup(name == "layers" ? "_layer_checkpoint_dependencies" : $"_{name}");
        }
        return here;
    }

    private void ReportLeftovers()
    {
        foreach (var (path, item) in _root.Walk())
        {
            if (item is H5Dataset dataset && !_used.Contains(dataset) && !IsOther(path))
                _problems.Add($"{path}: expected no such weight; got ({string.Join(", ", dataset.Shape)})");
        }
    }

    // What is beside the weights: the optimizer's state and the record of a training, read elsewhere; metrics and generators of random numbers, which begin anew.
    private static bool IsOther(string path)
    {
        string[] parts = path.Split('/');
        return parts[0] is "optimizer" or "metrics" or "_metrics" or "training" || parts.Contains("seed_generator");
    }

    private void ThrowIfAny(Model model)
    {
        if (_problems.Count == 0)
            return;
        int hidden = Math.Max(0, _problems.Count - ShownProblems);
        IEnumerable<string> shown = _problems.Take(ShownProblems).Concat(hidden == 0 ? [] : [$"and {hidden} more"]);
        throw new InvalidDataException($"{_file}: the weights do not fit {model}.\n  {string.Join("\n  ", shown)}");
    }

    private static string Where(string path, Layer layer) => $"{(path.Length == 0 ? "vars" : $"{path}/vars")} ({layer})";

    private static string Names(IReadOnlyList<Variable> weights) =>
        weights.Count == 0 ? "" : $" ({string.Join(", ", weights.Select(weight => $"{weight.Name} {weight.Shape}"))})";
}
