namespace Keratin.Cpu;

// Whatever is drawn at random: from the seed, the counter and the element's index.
internal static partial class Reference
{
    private static double[] Dropout(KerasTensor node, double[][] inputs)
    {
        var op = (DropoutOp)node.Op;
        double threshold = Math.Floor(op.Rate * 4294967296.0);
        float scale = 1 / (1 - op.Rate);
        double[] y = new double[inputs[0].Length];
        for (int i = 0; i < y.Length; i++)
            y[i] = Word(i, inputs[1], RandomUse.Dropout, op.Seed) >= threshold ? inputs[0][i] * scale : 0;
        return y;
    }

    private static double[] RandomUniform(KerasTensor node, double[][] inputs)
    {
        double[] y = new double[node.Shape.Elements];
        for (int i = 0; i < y.Length; i++)
            y[i] = Unit(i, inputs[0], RandomUse.Uniform, ((RandomUniformOp)node.Op).Seed);
        return y;
    }

    // Elements 16 apart make a pair: √(-2 ln(1 - u)) times the cosine and the sine of 2πv.
    private static double[] RandomNormal(KerasTensor node, double[][] inputs)
    {
        long seed = ((RandomNormalOp)node.Op).Seed;
        double[] y = new double[node.Shape.Elements];
        for (int i = 0; i < y.Length; i++)
        {
            bool isFirst = i / 16 % 2 == 0;
            int first = isFirst ? i : i - 16;
            double u = Unit(first, inputs[0], RandomUse.Normal, seed), v = Unit(first + 16, inputs[0], RandomUse.Normal, seed);
            y[i] = Math.Sqrt(-2 * Math.Log(1 - u)) * (isFirst ? Math.Cos(2 * Math.PI * v) : Math.Sin(2 * Math.PI * v));
        }
        return y;
    }

    private static double Unit(int element, double[] counter, uint use, long seed) => (Word(element, counter, use, seed) >> 8) / 16777216.0;

    // Element 64·s + 16·k + j belongs to word k of block 16·s + j; see PhiloxSegment.
    private static uint Word(int element, double[] counter, uint use, long seed)
    {
        ulong block = (16 * (ulong)(element / 64)) + (ulong)(element % 16);
        var (w0, w1, w2, w3) = Philox.Block((uint)block, (uint)(block >> 32), (uint)counter[0], use, (ulong)seed);
        return (element % 64 / 16) switch { 0 => w0, 1 => w1, 2 => w2, _ => w3 };
    }
}
