using System.Text.Json.Nodes;

namespace Keratin.Regularizers;

/// <summary>Which class reads which name of a file. One line each.</summary>
internal static class RegularizerTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Regularizer>> FromConfig = new Dictionary<string, Func<JsonObject, Regularizer>>
    {
        ["L1L2"] = config => new L1L2((float?)config["l1"] ?? 0, (float?)config["l2"] ?? 0),
        ["l1l2"] = config => new L1L2((float?)config["l1"] ?? 0, (float?)config["l2"] ?? 0),
        // By this name it has both terms, as a class without arguments neither.
        ["l1_l2"] = config => new L1L2((float?)config["l1"] ?? 0.01f, (float?)config["l2"] ?? 0.01f),
        ["L1"] = config => new L1((float?)config["l1"] ?? 0.01f),
        ["L2"] = config => new L2((float?)config["l2"] ?? 0.01f),
        ["OrthogonalRegularizer"] = config => new OrthogonalRegularizer((float?)config["factor"] ?? 0.01f, (string?)config["mode"] ?? "rows"),
    };
}
