namespace Keratin.Graph;

/// <summary>Where the inputs of a run lie.</summary>
internal interface IInputs
{
    /// <summary>Where the numbers of an input go; they stay until overwritten.</summary>
    Span<float> Input(int index);
}
