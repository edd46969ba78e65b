using Keratin.Graph;
using Keratin.Losses;

namespace Keratin.Models;

/// <summary>Whether a loss gets what it takes: probabilities or logits. Asked of the traced graph, so it does not matter which layer made the output.</summary>
internal static class OutputDoubts
{
    // What leaves a probability one and a logit one.
    private static readonly HashSet<string> s_moving = ["Reshape", "Transpose", "Slice", "Concatenate", "BroadcastTo", "StopGradient", "Pad"];

    // What leaves a number of any size and sign one, too.
    private static readonly HashSet<string> s_linear = ["Add", "Subtract", "Negate", "Sum", "Dropout"];

    /// <summary>The doubt about a loss of an output, or null.</summary>
    public static Warning? Look(Loss loss, KerasTensor output)
    {
        bool? takesLogits = TakesLogits(loss);
        if (takesLogits == true && ProbabilityOp(output) is { } squashed)
        {
            return new Warning(
                "probabilities-as-logits",
                $"the model ends in {squashed}, but {loss.ClassName} has FromLogits = true and applies {squashed} itself, so it is applied twice and training is slow. " +
                "Leave out the last activation, or FromLogits.");
        }
        if (takesLogits == false && IsLinear(output, new WeightNodes()))
        {
            string squashing = output.Rank > 0 && output.Shape[^1] == 1 ? "sigmoid" : "softmax";
            return new Warning(
                "logits-as-probabilities",
                $"{loss.ClassName} expects probabilities, but the model ends without {squashing} and gives numbers of any size and sign. " +
                $"End it with the activation \"{squashing}\", or set FromLogits = true.");
        }
        return null;
    }

    // Losses that know logits say so in what files keep of them; losses of one's own do not, and may take anything.
    private static bool? TakesLogits(Loss loss) => loss.Config["from_logits"] is { } value ? (bool)value : loss.Name == "crossentropy" ? false : null;

    private static string? ProbabilityOp(KerasTensor node)
    {
        while (s_moving.Contains(node.Op.Name))
            node = node.Inputs[0];
        return node.Op switch
        {
            SoftmaxOp => "softmax",
            SigmoidOp => "sigmoid",
            _ => null,
        };
    }

    // Whether all of it are products with weights that nothing has squashed since: then it has any size and sign.
    private static bool IsLinear(KerasTensor output, WeightNodes weights)
    {
        var seen = new HashSet<KerasTensor>(ReferenceEqualityComparer.Instance) { output };
        var open = new Stack<KerasTensor>(seen);
        while (open.TryPop(out KerasTensor? node))
        {
            bool isProduct = node.Op.Name is "MatMul" or "BatchMatMul" or "Conv2D" or "Multiply" or "Divide";
            if (node.Op.Name is "BatchNormalization" || (isProduct && node.Op.Name is not ("Multiply" or "Divide") && node.Inputs.Any(weights.IsWeight)))
                continue;
            KerasTensor[] moving = [.. node.Inputs.Where(input => !weights.IsFixed(input))];
            bool goesOn = isProduct ? moving.Length == 1 : s_moving.Contains(node.Op.Name) || s_linear.Contains(node.Op.Name);
            if (!goesOn || moving.Length == 0)
                return false;
            foreach (KerasTensor input in moving)
            {
                if (seen.Add(input))
                    open.Push(input);
            }
        }
        return true;
    }
}
