namespace Keratin;

/// <summary>A tensor with a letter for each axis, each letter once.</summary>
internal sealed record EinsumOperand(KerasTensor X, string Letters)
{
    /// <summary>Takes the diagonal where a letter stands twice.</summary>
    public static EinsumOperand Of(KerasTensor x, string letters, string subscripts)
    {
        while (letters.GroupBy(letter => letter).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            int first = letters.IndexOf(twice.Key), second = letters.IndexOf(twice.Key, first + 1);
            int length = x.Shape[first];
            if (length == Shape.Unknown || length != x.Shape[second])
                throw new ShapeException($"Einsum '{subscripts}'", $"one known length for both axes '{twice.Key}'", $"{x.Shape}");
            // Both axes side by side as one: the diagonal is each (length + 1)th of its elements.
            KerasTensor together = x.MoveAxis(first, 0).MoveAxis(second, 1);
            KerasTensor flat = together.Reshape([length * length, .. together.Shape[2..]]);
            x = flat.Take(Ops.Arange(0, length * length, length + 1));
            letters = twice.Key + letters.Remove(second, 1).Remove(first, 1);
        }
        return new(x, letters);
    }

    /// <summary>Sums over axes that are not wanted.</summary>
    public EinsumOperand Only(string wanted)
    {
        int[] away = [.. Enumerable.Range(0, Letters.Length).Where(axis => !wanted.Contains(Letters[axis], StringComparison.Ordinal))];
        return away.Length == 0 ? this : new(X.Sum(away), string.Concat(Letters.Where(letter => wanted.Contains(letter, StringComparison.Ordinal))));
    }

    /// <summary>The axes in another order.</summary>
    public KerasTensor InOrder(string letters) =>
        letters == Letters ? X : X.Transpose([.. letters.Select(letter => Letters.IndexOf(letter, StringComparison.Ordinal))]);

    /// <summary>The product with another operand, summed over what neither the result nor a later operand has.</summary>
    public EinsumOperand Times(EinsumOperand right, string later, string subscripts)
    {
        EinsumOperand x = Only(later + right.Letters), y = right.Only(later + Letters);
        (x, y) = Fit(x, y, subscripts);
        string both = string.Concat(x.Letters.Where(letter => y.Has(letter)));
        string batch = string.Concat(both.Where(letter => later.Contains(letter, StringComparison.Ordinal))), inner = Without(both, batch);
        string rows = Without(x.Letters, both), columns = Without(y.Letters, both);
        KerasTensor product = batch.Length == 0
            ? Matrices(x, batch, rows, inner, out bool xT).MatMul(xT, Matrices(y, batch, inner, columns, out bool yT), yT)
            : Matrices(x, batch, rows, inner, out xT).BatchMatMul(xT, Matrices(y, batch, inner, columns, out yT), yT);
        return new(product.Reshape([.. x.Lengths(batch), .. x.Lengths(rows), .. y.Lengths(columns)]), batch + rows + columns);
    }

    private bool Has(char letter) => Letters.Contains(letter, StringComparison.Ordinal);

    private int[] Lengths(string letters) => [.. letters.Select(letter => X.Shape[Letters.IndexOf(letter, StringComparison.Ordinal)])];

    private static string Without(string letters, string away) => string.Concat(letters.Where(letter => !away.Contains(letter, StringComparison.Ordinal)));

    // Axes of one letter get one length: 1 broadcasts.
    private static (EinsumOperand X, EinsumOperand Y) Fit(EinsumOperand x, EinsumOperand y, string subscripts)
    {
        int[] xs = [.. x.X.Shape], ys = [.. y.X.Shape];
        for (int i = 0; i < xs.Length; i++)
        {
            int j = y.Letters.IndexOf(x.Letters[i], StringComparison.Ordinal);
            if (j < 0 || xs[i] == ys[j])
                continue;
            if (xs[i] != 1 && ys[j] != 1)
                throw new ShapeException($"Einsum '{subscripts}'", $"one length for both axes '{x.Letters[i]}'", $"{x.X.Shape} and {y.X.Shape}");
            xs[i] = ys[j] = xs[i] == 1 ? ys[j] : xs[i];
        }
        return (x with { X = x.X.BroadcastTo([.. xs]) }, y with { X = y.X.BroadcastTo([.. ys]) });
    }

    // The axes in three (without a batch: two) groups, each as one. If they lie there transposed, a product takes them so.
    private static KerasTensor Matrices(EinsumOperand x, string batch, string rows, string columns, out bool isTransposed)
    {
        isTransposed = x.Letters != batch + rows + columns && x.Letters == batch + columns + rows;
        var (first, second) = isTransposed ? (columns, rows) : (rows, columns);
        Shape matrix = [Product(x.Lengths(first)), Product(x.Lengths(second))];
        return x.InOrder(batch + first + second).Reshape(batch.Length == 0 ? matrix : [Product(x.Lengths(batch)), .. matrix]);
    }

    private static int Product(int[] lengths) => lengths.Contains(Shape.Unknown) ? Shape.Unknown : lengths.Aggregate(1, (product, length) => checked(product * length));
}
