namespace Keratin.Graph;

/// <summary>Fills the inputs of a run, a stretch of rows at a time, from several threads at once.</summary>
internal interface IFilling
{
    /// <summary>Writes rows <paramref name="first"/> to before <paramref name="end"/> of all inputs.</summary>
    /// <param name="inputs">Where to.</param>
    /// <param name="rows">What all rows are filled with.</param>
    /// <param name="first">The first row to write.</param>
    /// <param name="end">The first behind them.</param>
    void Fill(IInputs inputs, in RowSelection rows, int first, int end);
}
