using System.Reflection;

namespace Keratin.Tests.House;

public class PublicApiTests
{
    // Set to 1, it makes what is there now what was agreed on.
    private const string Accept = "KERATIN_ACCEPT_API";

    [Theory]
    [InlineData("Keratin", typeof(KerasTensor))]
    [InlineData("Keratin.Datasets", typeof(Keratin.Datasets.Mnist))]
    [InlineData("Keratin.Digits", typeof(Keratin.Digits.DigitNormalizer))]
    [InlineData("Keratin.TensorBoard", typeof(Keratin.Callbacks.TensorBoard))]
    public void The_public_api_is_the_one_we_agreed_on(string name, Type member)
    {
        string agreed = Path.Combine(Source.Root, "tests", "Keratin.Tests", "House", $"PublicApi.{name}.txt");
        string now = string.Concat(Describe(member.Assembly).Order(StringComparer.Ordinal).Select(line => $"{line}\n"));
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(agreed, now);
        string before = File.Exists(agreed) ? File.ReadAllText(agreed).ReplaceLineEndings("\n") : "";
        if (before == now)
            return;

        string received = Path.Combine(AppContext.BaseDirectory, $"PublicApi.{name}.received.txt");
        File.WriteAllText(received, now);
        string[] added = [.. now.Split('\n').Except(before.Split('\n'))], removed = [.. before.Split('\n').Except(now.Split('\n'))];
        Assert.Fail(
            $"""
            The public API of {name} is not the one in PublicApi.{name}.txt.
            added:
              {string.Join("\n  ", added)}
            removed:
              {string.Join("\n  ", removed)}
            What is there now was written to {received}.
            To accept it, run this test once with the environment variable {Accept}=1 and commit the changed file.
            """);
    }

    private static IEnumerable<string> Describe(Assembly assembly)
    {
        foreach (Type type in assembly.GetExportedTypes().Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal)))
        {
            string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
                : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
            string heritage = type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType ? $" : {Name(parent)}" : "";
            yield return $"{Name(type)} ({kind}{heritage})";
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            foreach (MemberInfo part in type.GetMembers(Declared))
            {
                if (!part.Name.Contains('<', StringComparison.Ordinal) && Describe(part) is { } text)
                    yield return $"{Name(type)}.{text}";
            }
        }
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsVisible(constructor) => $"{Modifiers(constructor)}.ctor({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{Modifiers(method)}{method.Name}{Generics(method)}({Parameters(method)}) -> {Name(method.ReturnType)}",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) =>
            $"{Modifiers(property.GetAccessors(nonPublic: true).First(IsVisible))}{property.Name}{Indexer(property)} {{ {Accessors(property)} }} -> {Name(property.PropertyType)}",
        FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly =>
            $"{(field.IsStatic ? "static " : "")}{field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")} -> {Name(field.FieldType)}",
        EventInfo @event when IsVisible(@event.AddMethod!) => $"event {@event.Name} -> {Name(@event.EventHandlerType!)}",
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Modifiers(MethodBase method) =>
        $"{(method.IsPublic ? "" : "protected ")}{(method.IsStatic ? "static " : "")}{(method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "")}";

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Indexer(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } indices ? $"[{string.Join(", ", indices.Select(index => Name(index.ParameterType)))}]" : "";

    private static string Accessors(PropertyInfo property) => string.Join(" ", new[]
    {
        property.GetMethod is { } get && IsVisible(get) ? "get;" : "",
        property.SetMethod is { } set && IsVisible(set)
            ? set.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init;" : "set;" : "",
    }.Where(text => text.Length > 0));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "null"}" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return $"{Name(inner)}?";
        string name = type.IsGenericParameter || type.FullName is null || !type.FullName.StartsWith("Keratin", StringComparison.Ordinal)
            ? type.Name : (type.FullName ?? type.Name);
        if (!type.IsGenericType)
            return name;
        name = name.Contains('`', StringComparison.Ordinal) ? name[..name.IndexOf('`', StringComparison.Ordinal)] : name;
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
