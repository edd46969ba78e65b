namespace Keratin.Graph;

/// <summary>Fills the inputs of a run, a stretch of rows at a time, from several threads at once.</summary>
internal interface IFilling
{
    /// <summary>Writes rows <paramref name="first"/> to before <paramref name="end"/> of all inputs.</summary>
    void Fill(IExecution execution, int first, int end);
}
