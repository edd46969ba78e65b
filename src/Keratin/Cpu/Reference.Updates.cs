namespace Keratin.Cpu;

// The steps of optimizers on one weight.
internal static partial class Reference
{
    // Inputs: w, g, m, v, α, and d where the weight decays.
    private static double[][] AdamUpdate(KerasTensor node, double[][] inputs)
    {
        var op = (AdamUpdateOp)node.Op;
        double[] w = [.. inputs[0]], m = [.. inputs[2]], v = [.. inputs[3]];
        for (int i = 0; i < w.Length; i++)
        {
            double g = inputs[1][i];
            if (inputs.Length == 6)
                w[i] -= w[i] * inputs[5][0];
            m[i] = Normal(m[i] + ((g - m[i]) * Complement.Of(op.Beta1)));
            v[i] = Normal(v[i] + (((g * g) - v[i]) * Complement.Of(op.Beta2)));
            w[i] -= inputs[4][0] * m[i] / (Math.Sqrt(v[i]) + op.Epsilon);
        }
        return [w, m, v];
    }

    // Inputs: w, g, v, lr.
    private static double[][] RMSpropUpdate(KerasTensor node, double[][] inputs)
    {
        var op = (RMSpropUpdateOp)node.Op;
        double[] w = [.. inputs[0]], v = [.. inputs[2]];
        for (int i = 0; i < w.Length; i++)
        {
            double g = inputs[1][i];
            v[i] = Normal((v[i] * op.Rho) + (g * g * Complement.Of(op.Rho)));
            w[i] -= inputs[3][0] * g / Math.Sqrt(v[i] + op.Epsilon);
        }
        return [w, v];
    }

    private static double Normal(double x) => Math.Abs(x) < 1.17549435e-38f ? 0 : x;
}
