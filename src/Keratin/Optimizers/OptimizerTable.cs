using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>Which class reads which name. One line each; names in files may also be in lower case.</summary>
internal static class OptimizerTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Optimizer>> FromConfig =
        new Dictionary<string, Func<JsonObject, Optimizer>>(StringComparer.OrdinalIgnoreCase)
        {
            ["SGD"] = config => new SGD(Rate(config), Number(config, "momentum", 0), Flag(config, "nesterov", false)).ReadCommon(config),
            ["RMSprop"] = config => new RMSprop(
                Rate(config), Number(config, "rho", 0.9f), Number(config, "momentum", 0), Number(config, "epsilon", 1e-7f),
                Flag(config, "centered", false)).ReadCommon(config),
            ["Adam"] = config => new Adam(Rate(config), Beta1(config), Beta2(config), Epsilon(config), Flag(config, "amsgrad", false)).ReadCommon(config),
            ["AdamW"] = config => new AdamW(
                Rate(config), Decay(config), Beta1(config), Beta2(config), Epsilon(config), Flag(config, "amsgrad", false)).ReadCommon(config),
            ["Adamax"] = config => new Adamax(Rate(config), Beta1(config), Beta2(config), Epsilon(config)).ReadCommon(config),
            ["Nadam"] = config => new Nadam(Rate(config), Beta1(config), Beta2(config), Epsilon(config)).ReadCommon(config),
            ["Lamb"] = config => new Lamb(Rate(config), Beta1(config), Beta2(config), Epsilon(config)).ReadCommon(config),
            ["Lion"] = config => new Lion(Rate(config), Beta1(config), Number(config, "beta_2", 0.99f)).ReadCommon(config),
            ["Adagrad"] = config => new Adagrad(Rate(config), Number(config, "initial_accumulator_value", 0.1f), Epsilon(config)).ReadCommon(config),
            ["Adadelta"] = config => new Adadelta(Rate(config), Number(config, "rho", 0.95f), Epsilon(config)).ReadCommon(config),
            ["Ftrl"] = config => new Ftrl(
                Rate(config), Number(config, "learning_rate_power", -0.5f), Number(config, "initial_accumulator_value", 0.1f),
                Number(config, "l1_regularization_strength", 0), Number(config, "l2_regularization_strength", 0),
                Number(config, "l2_shrinkage_regularization_strength", 0), Number(config, "beta", 0)).ReadCommon(config),
            ["Adafactor"] = config => new Adafactor(
                Rate(config), Number(config, "beta_2_decay", -0.8f), Number(config, "epsilon_1", 1e-30f), Number(config, "epsilon_2", 1e-3f),
                Number(config, "clip_threshold", 1), Flag(config, "relative_step", true)).ReadCommon(config),
            ["Muon"] = config => ReadMuon(config).ReadCommon(config),
            ["ScheduleFreeAdamW"] = config => new ScheduleFreeAdamW(
                Rate(config), Beta1(config), Beta2(config), Number(config, "epsilon", 1e-8f), (int?)config["warmup_steps"] ?? 0).ReadCommon(config),
            // In float32 losses need no scaling, so it is read as what it wraps.
            ["LossScaleOptimizer"] = config => Optimizer.Deserialize(
                config["inner_optimizer"] ?? throw new InvalidDataException("LossScaleOptimizer: expected an inner_optimizer; got none.")),
        };

    // Old files call it lr. What is absent is the class' default.
    private static LearningRateSchedule? Rate(JsonObject config) => (config["learning_rate"] ?? config["lr"]) switch
    {
        null => null,
        JsonValue value => (float)value,
        var schedule => LearningRateSchedule.Deserialize(schedule),
    };

    // Old files may have null in the place of a default.
    private static float Number(JsonObject config, string key, float fallback) => (float?)config[key] ?? fallback;

    private static bool Flag(JsonObject config, string key, bool fallback) => (bool?)config[key] ?? fallback;

    private static float Beta1(JsonObject config) => Number(config, "beta_1", 0.9f);

    private static float Beta2(JsonObject config) => Number(config, "beta_2", 0.999f);

    private static float Epsilon(JsonObject config) => Number(config, "epsilon", 1e-7f);

    private static float Decay(JsonObject config) => !config.ContainsKey("weight_decay") ? 0.004f
        : (float?)config["weight_decay"] ?? throw new InvalidDataException("AdamW: expected a number as weight_decay; got null.");

    private static Muon ReadMuon(JsonObject config) => new(Rate(config))
    {
        AdamBeta1 = Number(config, "adam_beta_1", 0.9f),
        AdamBeta2 = Number(config, "adam_beta_2", 0.999f),
        AdamWeightDecay = config.ContainsKey("adam_weight_decay") ? (float?)config["adam_weight_decay"] : 0.004f,
        Epsilon = Epsilon(config),
        AdamLRRatio = Number(config, "adam_lr_ratio", 1),
        ExcludeLayers = config["exclude_layers"] is JsonArray layers ? [.. layers.Select(layer => (string)layer!)] : [],
        ExcludeEmbeddings = Flag(config, "exclude_embeddings", true),
        MuonA = Number(config, "muon_a", 3.4445f),
        MuonB = Number(config, "muon_b", -4.7750f),
        MuonC = Number(config, "muon_c", 2.0315f),
        Momentum = Number(config, "momentum", 0.95f),
        NSSteps = (int?)config["ns_steps"] ?? 5,
        Nesterov = Flag(config, "nesterov", true),
        RMSRate = config.ContainsKey("rms_rate") ? (float?)config["rms_rate"] : 0.2f,
    };
}
