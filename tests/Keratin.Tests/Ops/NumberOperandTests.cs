using Keratin.Models;

namespace Keratin.Tests.Operations;

public class NumberOperandTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([2, 3], -2, -1, 0, 1, 2, 5);

    [Fact]
    public void A_number_stands_for_a_tensor_of_it()
    {
        Check(x => x.Maximum(0), 0, 0, 0, 1, 2, 5);
        Check(x => x.Minimum(1), -2, -1, 0, 1, 1, 1);
        Check(x => x.Equal(2), 0, 0, 0, 0, 1, 0);
        Check(x => x.NotEqual(2), 1, 1, 1, 1, 0, 1);
        Check(x => x.Greater(0), 0, 0, 0, 1, 1, 1);
        Check(x => x.GreaterEqual(0), 0, 0, 1, 1, 1, 1);
        Check(x => x.Less(0), 1, 1, 0, 0, 0, 0);
        Check(x => x.LessEqual(0), 1, 1, 1, 0, 0, 0);
        Check(x => x.Power(2), 4, 1, 0, 1, 4, 25);
        Check(x => x.Mod(3), 1, 2, 0, 1, 2, 2);
        Check(x => x.FloorDivide(2), -1, -1, 0, 0, 1, 2);
        Check(x => x.Greater(0).Where(x, -1), -1, -1, -1, 1, 2, 5);
        Check(x => x.Greater(0).Where(7, x), -2, -1, 0, 7, 7, 7);
        Check(x => x.Greater(0).Where(1, 0), 0, 0, 0, 1, 1, 1);
    }

    [Fact]
    public void One_axis_needs_no_brackets()
    {
        Check(x => x.Sum(1), -3, 8);
        Check(x => x.Sum(-1, keepDims: true), -3, 8);
        Check(x => x.Mean(axis: 0), -0.5f, 0.5f, 2.5f);
        Check(x => x.Max(1), 0, 5);
        Check(x => x.Min(1), -2, 1);
        Check(x => x.Prod(1), 0, 10);
        Check(x => x.Var(0), 2.25f, 2.25f, 6.25f);
        Check(x => x.Std(0), 1.5f, 1.5f, 2.5f);
        Check(x => x.Any(1), 1, 1);
        Check(x => x.All(1), 0, 1);
        Check(x => x.LogSumExp(1), 0.40760596f, 5.0658838f);
        Check(x => x.Norm(1, axis: 1), 3, 8);
    }

    private static void Check(Func<KerasTensor, KerasTensor> function, params float[] expected) =>
        Numbers.Close(expected, new TracedFunction(inputs => [function(inputs[0])]).Call(s_x)[0].ToArray(), 2e-6f);
}
