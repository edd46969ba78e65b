using Keratin.Models;

namespace Keratin.Selection;

/// <summary>Asks factories for models, and checks what they give.</summary>
internal static class Factories
{
    /// <summary>A model that was not there before.</summary>
    public static Model Make(Func<Model> factory, HashSet<Model> made, string who)
    {
        Model model = factory() ?? throw new InvalidOperationException($"{who}: expected a model of the factory; got null.");
        if (!model.IsCompiled)
            throw new InvalidOperationException($"{who}: expected a compiled model of the factory; got {model}, which is not.\n  hint: call Compile in the factory");
        return made.Add(model) ? model : throw new InvalidOperationException(
            $"{who}: expected a new model at each call of the factory; got {model} again, which has learned already.\n  hint: make the model within the factory");
    }
}
