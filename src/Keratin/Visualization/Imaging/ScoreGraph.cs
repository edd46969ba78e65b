using Keratin.Graph;
using Keratin.Graph.Transforms;
using Keratin.Models;

namespace Keratin.Visualization.Imaging;

/// <summary>The gradient of class scores on the input, traced and planned on the road that training takes.</summary>
internal static class ScoreGraph
{
    /// <summary>A plan with two inputs, samples and a mask that picks a class in each row, and one output: the gradient on the samples.</summary>
    public static IPlan Plan(Model model, Shape input, int classes, int rows)
    {
        using var trace = new Trace(training: false);
        KerasTensor x = Ops.Input(input.With(0, rows), "x"), mask = Ops.Input([rows, classes], "class");
        KerasTensor score = (Scores(model.UnfoldModel([x], trace)[0]) * mask).Sum();
        return Backend.Plan(new TracedGraph([x, mask], [Gradients.Of(score, x)[0]]));
    }

    // What a softmax or a sigmoid at the end is given: where the answer is certain, their own gradients vanish and would show nothing.
    private static KerasTensor Scores(KerasTensor output) => output.Op is SoftmaxOp or SigmoidOp ? output.Inputs[0] : output;
}
