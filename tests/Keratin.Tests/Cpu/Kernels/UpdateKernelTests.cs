using Keratin.Cpu;
using Keratin.Cpu.Kernels;
using Keratin.Graph;

namespace Keratin.Tests.Cpu.Kernels;

public class UpdateKernelTests
{
    private static readonly int[] s_lengths = [1, 3, 8, 15, 16, 17, 100, 16 * 1024, 40_000];

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Steps_as_the_reference_does(int width)
    {
        foreach (int length in s_lengths)
        {
            float[] w = KernelRunner.Random(length, 1), g = KernelRunner.Random(length, 2), m = KernelRunner.Random(length, 3);
            float[] v = Array.ConvertAll(KernelRunner.Random(length, 4), MathF.Abs);
            var adam = new AdamUpdateOp(0.9f, 0.999f, 1e-7f);
            Check(adam, AdamKernel.Create(adam, length, decays: false, (SimdWidth)width), w, g, m, v, [0.01f]);
            Check(adam, AdamKernel.Create(adam, length, decays: true, (SimdWidth)width), w, g, m, v, [0.01f], [0.25f]);
            var rmsprop = new RMSpropUpdateOp(0.9f, 1e-7f);
            Check(rmsprop, RMSpropKernel.Create(rmsprop, length, (SimdWidth)width), w, g, v, [0.01f]);
        }
    }

    [Fact]
    public void Slots_do_not_become_denormal()
    {
        float[] tiny = [.. Enumerable.Repeat(1.2e-38f, 20)], none = new float[20];
        float[][] got = KernelRunner.RunAll(
            KernelRunner.Teams[0], AdamKernel.Create(new(0.9f, 0.999f, 1e-7f), 20, decays: false), [20, 20, 20], none, none, tiny, none, [1e-3f]);
        // 0.9 · 1.2e-38 is below the smallest normal float, 1.175e-38.
        Assert.All(got[1], m => Assert.Equal(0, m));
        got = KernelRunner.RunAll(KernelRunner.Teams[0], RMSpropKernel.Create(new(0.9f, 1e-7f), 20), [20, 20], none, none, tiny, [1e-3f]);
        Assert.All(got[1], v => Assert.Equal(0, v));
    }

    [Fact]
    public void What_is_no_number_stays_none()
    {
        float[] nan = [float.NaN], one = [1];
        float[][] got = KernelRunner.RunAll(KernelRunner.Teams[0], AdamKernel.Create(new(0.9f, 0.999f, 1e-7f), 1, decays: false), [1, 1, 1], one, nan, one, one, one);
        Assert.All(got, result => Assert.True(float.IsNaN(result[0])));
    }

    private static void Check(Op op, Kernel kernel, params float[][] inputs)
    {
        int tensors = op is AdamUpdateOp ? 4 : 3;
        KerasTensor[] nodes = [.. inputs.Select((values, i) => Keratin.Ops.Input(i >= tensors ? [] : [values.Length]))];
        KerasTensor step = KerasTensor.Of(op, nodes);
        int[] lengths = [.. Enumerable.Repeat(inputs[0].Length, op.ResultCount)];
        float[][] got = KernelRunner.RunAll(KernelRunner.Teams[1], kernel, lengths, inputs);
        var given = nodes.Zip(inputs).ToDictionary(pair => pair.First, pair => pair.Second);
        for (int result = 0; result < got.Length; result++)
            Engine.AssertClose(Reference.Run(KerasTensor.Of(new OutputOp(result), step), given), got[result], 1e-6, $"{op}, result {result}");
    }
}
