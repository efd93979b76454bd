using System.Reflection;
using System.Runtime.CompilerServices;

namespace Standins.Tests.Surface;

/// <summary>The public members of an assembly, each as <c>Namespace.Type.Member(Parameter,Types)</c> with short type names.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes().SelectMany(Of);

    private static IEnumerable<string> Of(Type type)
    {
        var owner = $"{type.Namespace}.{ShortName(type)}";
        yield return owner;
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                yield return $"{owner}.{name}";
            yield break;
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(IsWritten))
            yield return $"{owner}..ctor({Types(constructor)})";
        foreach (var property in type.GetProperties(Declared).Where(property => property.GetMethod is { } get && get.GetBaseDefinition() == get))
            yield return $"{owner}.{property.Name}";
        foreach (var field in type.GetFields(Declared))
            yield return $"{owner}.{field.Name}";
        foreach (var method in type.GetMethods(Declared).Where(IsWritten))
            yield return $"{owner}.{method.Name}({Types(method)})";
    }

    /// <summary>Not made by the compiler (accessors, records), and not merely overriding what all objects have.</summary>
    private static bool IsWritten(MethodBase method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute))
        && (!method.IsSpecialName || method.IsConstructor)
        && !(method is MethodInfo info && info.GetBaseDefinition() != info)
        && method is not { Name: "Deconstruct" or "Equals" or "GetHashCode" or "ToString" }
        && !(method.IsConstructor && method.GetParameters().Length == 0 && method.DeclaringType!.IsValueType);

    private static string Types(MethodBase method) =>
        string.Join(',', method.GetParameters().Select(parameter => ShortName(parameter.ParameterType)));

    private static string ShortName(Type type)
    {
        if (type.IsByRef)
            return ShortName(type.GetElementType()!);
        if (type.IsArray)
            return ShortName(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return ShortName(underlying);
        if (!type.IsGenericType)
            return type.Name;
        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        return $"{name}<{string.Join(',', type.GetGenericArguments().Select(ShortName))}>";
    }
}
