using System.Globalization;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Saving.Hdf5;

namespace Keratin.Saving;

/// <summary>Puts a model's weights and its optimizer's state into the tree of a weights file.</summary>
internal static class WeightsWriter
{
    /// <summary>The tree.</summary>
    public static H5Group Write(Model model)
    {
        var root = new H5Group();
        foreach (var (path, layer) in WeightPaths.Of(model))
        {
            H5Group vars = root.Ensure($"{path}/vars");
            vars.Add(H5Attribute.Of("name", layer.Name));
            Add(vars, layer.OwnWeights);
        }
        if (model.Optimizer is { } optimizer)
            AddOptimizer(root.Ensure("optimizer/vars"), optimizer);
        return root;
    }

    private static void AddOptimizer(H5Group vars, Optimizer optimizer)
    {
        vars.Add(H5Attribute.Of("name", optimizer.Name));
        vars.Add("0", H5Dataset.Of<long>([(long)optimizer.BatchesVariable.Span[0]]));
        Add(vars, [.. optimizer.FileVariables.Skip(1)]);
    }

    private static void Add(H5Group vars, IReadOnlyList<Variable> variables)
    {
        int first = vars.Children.Count;
        for (int i = 0; i < variables.Count; i++)
        {
            long[] shape = [.. variables[i].Shape.Select(length => (long)length)];
            string name = (first + i).ToString(CultureInfo.InvariantCulture);
            vars.Add(name, variables[i].IsWhole
                ? H5Dataset.Of<int>(Array.ConvertAll(variables[i].Span.ToArray(), number => (int)number), shape)
                : H5Dataset.Of<float>(variables[i].Span, shape));
        }
    }
}
