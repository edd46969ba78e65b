namespace Keratin.Cpu;

// Recurrent cells over sequences, a number at a time.
internal static partial class Reference
{
    private static double[][] Lstm(KerasTensor node, double[][] x) => Recur(node, x, (z, product, bias, states, saved) =>
    {
        double i = Logistic(z[0] + product[0]), f = Logistic(z[1] + product[1]), g = Math.Tanh(z[2] + product[2]), o = Logistic(z[3] + product[3]);
        states[1] = (f * states[1]) + (i * g);
        states[0] = o * Math.Tanh(states[1]);
        (saved[0], saved[1], saved[2], saved[3]) = (i, f, g, o);
    });

    private static double[][] Gru(KerasTensor node, double[][] x) => Recur(node, x, (z, product, bias, states, saved) =>
    {
        double update = Logistic(z[0] + product[0] + bias[0]), reset = Logistic(z[1] + product[1] + bias[1]), n = product[2] + bias[2];
        double g = Math.Tanh(z[2] + (reset * n));
        states[0] = (update * states[0]) + ((1 - update) * g);
        (saved[0], saved[1], saved[2], saved[3]) = (update, reset, g, n);
    });

    private static double[][] SimpleRnn(KerasTensor node, double[][] x) =>
        Recur(node, x, (z, product, bias, states, saved) => states[0] = Math.Tanh(z[0] + product[0]));

    // Inputs: kernel, h, c, the sequences of h, c and the gates.
    private static double[][] LstmGradient(KerasTensor node, double[][] x) => Return(node, x, (gates, before, after, carried, dx, dz) =>
    {
        double i = gates[0], f = gates[1], g = gates[2], o = gates[3], t = Math.Tanh(after[1]);
        double c = carried[1] + (carried[0] * o * (1 - (t * t)));
        dx[0] = c * g * i * (1 - i);
        dx[1] = c * before[1] * f * (1 - f);
        dx[2] = c * i * (1 - (g * g));
        dx[3] = carried[0] * t * o * (1 - o);
        (carried[0], carried[1]) = (0, c * f);
        dx.CopyTo(dz, 0);
    });

    private static double[][] GruGradient(KerasTensor node, double[][] x) => Return(node, x, (gates, before, after, carried, dx, dz) =>
    {
        double z = gates[0], r = gates[1], g = gates[2], n = gates[3], dh = carried[0];
        dx[0] = dh * (before[0] - g) * z * (1 - z);
        dx[2] = dh * (1 - z) * (1 - (g * g));
        dx[1] = dx[2] * n * r * (1 - r);
        (dz[0], dz[1], dz[2]) = (dx[0], dx[1], dx[2] * r);
        carried[0] = dh * z;
    });

    private static double[][] SimpleRnnGradient(KerasTensor node, double[][] x) => Return(node, x, (gates, before, after, carried, dx, dz) =>
    {
        dx[0] = dz[0] = carried[0] * (1 - (after[0] * after[0]));
        carried[0] = 0;
    });

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private delegate void Cell(double[] x, double[] product, double[] bias, double[] states, double[] saved);

    private delegate void CellGradient(double[] gates, double[] before, double[] after, double[] carried, double[] dx, double[] dz);

    private static double[][] Recur(KerasTensor node, double[][] inputs, Cell cell)
    {
        var op = (RecurrenceOp)node.Op;
        int batch = node.Shape[0], time = node.Shape[1], units = node.Shape[2], gates = op.Gates;
        double[][] results = [.. Enumerable.Range(0, op.ResultCount)
            .Select(result => new double[op.InferResult(result, [.. node.Inputs.Select(input => input.Shape)]).Elements])];
        double[][] states = [.. Enumerable.Range(0, op.States).Select(s => inputs[op.FirstState + s].ToArray())];
        for (int step = 0; step < time; step++)
        {
            int t = op.Backwards ? time - 1 - step : step;
            double[] before = states[0].ToArray();
            for (int n = 0; n < batch * units; n++)
            {
                var (row, unit) = Math.DivRem(n, units);
                int at = (row * time) + t;
                double[] z = new double[gates], product = new double[gates], bias = new double[gates], own = [.. states.Select(state => state[n])], saved = new double[4];
                for (int g = 0; g < gates; g++)
                {
                    int column = (g * units) + unit;
                    z[g] = inputs[0][(at * gates * units) + column];
                    bias[g] = op.HasBias ? inputs[2][column] : 0;
                    for (int k = 0; k < units; k++)
                        product[g] += before[(row * units) + k] * inputs[1][(k * gates * units) + column];
                }
                bool isOn = !op.HasMask || inputs[^1][at] != 0;
                if (isOn)
                    cell(z, product, bias, own, saved);
                for (int s = 0; s < own.Length; s++)
                    states[s][n] = own[s];
                results[0][(at * units) + unit] = own[0];
                for (int s = 1; op.Saves && s < op.Saved.Count; s++)
                    results[op.States + s][(at * units) + unit] = own[s];
                for (int g = 0; op.Saves && isOn && op.Saved.Count > 0 && g < op.Saved[^1]; g++)
                    results[^1][(at * op.Saved[^1] * units) + (g * units) + unit] = saved[g];
            }
        }
        for (int s = 0; s < op.States; s++)
            results[1 + s] = states[s];
        return results;
    }

    private static double[][] Return(KerasTensor node, double[][] inputs, CellGradient cell)
    {
        var op = (RecurrenceGradientOp)node.Op;
        Shape sequence = node.Inputs[op.Sequence].Shape;
        int batch = sequence[0], time = sequence[1], units = sequence[2], gates = op.Gates;
        double[][] results = [.. Enumerable.Range(0, op.ResultCount)
            .Select(result => new double[op.InferResult(result, [.. node.Inputs.Select(input => input.Shape)]).Elements])];
        double[][] carried = [.. Enumerable.Range(1, op.States).Select(s => op.GradientOf(s) >= 0 ? inputs[op.GradientOf(s)].ToArray() : new double[batch * units])];
        for (int step = time - 1; step >= 0; step--)
        {
            int t = op.Backwards ? time - 1 - step : step, last = op.Backwards ? t + 1 : t - 1;
            double[] inner = new double[batch * gates * units];
            for (int n = 0; n < batch * units; n++)
            {
                var (row, unit) = Math.DivRem(n, units);
                int at = (row * time) + t, earlier = (row * time) + last;
                if (op.GradientOf(0) >= 0)
                    carried[0][n] += inputs[op.GradientOf(0)][(at * units) + unit];
                if (op.HasMask && inputs[op.Mask][at] == 0)
                    continue;
                double[] dx = new double[gates], dz = new double[gates], own = [.. carried.Select(state => state[n])];
                double[] before = [.. Enumerable.Range(0, op.States).Select(s => step == 0 ? inputs[1 + s][n] : inputs[op.Sequence + s][(earlier * units) + unit])];
                double[] after = [.. Enumerable.Range(0, op.States).Select(s => inputs[op.Sequence + s][(at * units) + unit])];
                double[] saved = op.Saved == 0 ? [] : [.. Enumerable.Range(0, 4).Select(g => inputs[op.Sequence + op.Saved][(at * 4 * units) + (g * units) + unit])];
                cell(saved, before, after, own, dx, dz);
                for (int s = 0; s < own.Length; s++)
                    carried[s][n] = own[s];
                for (int g = 0; g < gates; g++)
                {
                    results[0][(at * gates * units) + (g * units) + unit] = dx[g];
                    inner[(row * gates * units) + (g * units) + unit] = dz[g];
                    if (op.ResultCount > 1 + op.States)
                        results[^1][(at * gates * units) + (g * units) + unit] = dz[g];
                }
            }
            for (int n = 0; n < batch * units; n++)
            {
                var (row, unit) = Math.DivRem(n, units);
                for (int column = 0; column < gates * units; column++)
                    carried[0][n] += inner[(row * gates * units) + column] * inputs[0][(unit * gates * units) + column];
            }
        }
        for (int s = 0; s < op.States; s++)
            results[1 + s] = carried[s];
        return results;
    }
}
