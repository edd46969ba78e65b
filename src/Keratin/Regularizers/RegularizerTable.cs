using System.Text.Json.Nodes;

namespace Keratin.Regularizers;

/// <summary>Which class reads which name of a file. One line each.</summary>
internal static class RegularizerTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Regularizer>> FromConfig = new Dictionary<string, Func<JsonObject, Regularizer>>
    {
        ["L1L2"] = config => new L1L2((float?)config["l1"] ?? 0, (float?)config["l2"] ?? 0),
        ["L1"] = config => new L1((float?)config["l1"] ?? 0.01f),
        ["L2"] = config => new L2((float?)config["l2"] ?? 0.01f),
    };
}
