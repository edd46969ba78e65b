namespace Keratin;

public static partial class Ops
{
    /// <summary>Sums of products in Einstein's notation: <c>Einsum("bij,jk->bik", x, y)</c>.</summary>
    /// <remarks>
    /// A letter names an axis; axes of one letter are multiplied element by element, and letters that the result does not have are summed
    /// over. <c>...</c> stands for axes that broadcast. Without <c>-></c> the result has, in alphabetical order, the letters that occur once.
    /// Two operands become one (batched) matrix product; more are multiplied from left to right.
    /// </remarks>
    /// <param name="subscripts">The letters of each operand's axes, then those of the result.</param>
    /// <param name="operands">One tensor for each list of letters.</param>
    /// <exception cref="ArgumentException">The notation is none, or does not fit the number of operands.</exception>
    /// <exception cref="ShapeException">It does not fit their shapes.</exception>
    public static KerasTensor Einsum(string subscripts, params IReadOnlyList<KerasTensor> operands)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscripts);
        ArgumentNullException.ThrowIfNull(operands);
        var equation = EinsumEquation.Parse(subscripts, [.. operands.Select(operand => operand.Rank)]);
        var left = EinsumOperand.Of(operands[0], equation.Inputs[0], subscripts);
        for (int i = 1; i < operands.Count; i++)
        {
            string later = string.Concat(equation.Inputs.Skip(i + 1)) + equation.Output;
            left = left.Times(EinsumOperand.Of(operands[i], equation.Inputs[i], subscripts), later, subscripts);
        }
        return left.Only(equation.Output).InOrder(equation.Output);
    }
}
