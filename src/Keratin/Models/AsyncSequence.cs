namespace Keratin.Models;

/// <summary>Lets an ordinary sequence be gone through as an asynchronous one.</summary>
internal static class AsyncSequence
{
    /// <summary>The same elements, each made when it is asked for.</summary>
    public static async IAsyncEnumerable<T> ToAsyncSequence<T>(this IEnumerable<T> sequence)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (T item in sequence)
            yield return item;
    }
}
