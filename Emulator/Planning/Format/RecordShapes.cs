using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Emulator.Planning.Steps;

namespace Emulator.Planning.Format;

/// <summary>What the records of a plan are made of.</summary>
internal static class RecordShapes
{
    private static readonly Dictionary<Type, RecordShape> Known = [];
    private static readonly Lock Gate = new();

    /// <summary>The kinds of steps; their numbers in a serialised plan.</summary>
    public static Type[] Steps { get; } =
        [.. typeof(PlanStep).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PlanStep)) && !t.IsAbstract).OrderBy(t => t.FullName, StringComparer.Ordinal)];

    public static ulong Hash { get; } = MakeHash();

    public static RecordShape Of(Type type)
    {
        lock (Gate)
        {
            if (!Known.TryGetValue(type, out var shape))
                Known[type] = shape = new RecordShape(type);
            return shape;
        }
    }

    private static ulong MakeHash()
    {
        var text = new StringBuilder();
        var seen = new HashSet<Type>();
        Describe(typeof(Plan), text, seen);
        foreach (var step in Steps)
            Describe(step, text, seen);
        return BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Describe(Type type, StringBuilder text, HashSet<Type> seen)
    {
        while (type.IsArray)
            type = type.GetElementType()!;
        if (!seen.Add(type))
            return;
        text.Append(type.FullName).Append(':');
        if (type.IsEnum)
        {
            text.AppendJoin(',', Enum.GetNames(type));
            return;
        }
        if (type.IsPrimitive || type == typeof(PlanStep))
            return;
        var shape = Of(type);
        foreach (var field in shape.Fields)
            text.Append(field.Name).Append(' ').Append(field.PropertyType).Append(';');
        foreach (var field in shape.Fields)
            Describe(field.PropertyType, text, seen);
    }
}

/// <summary>A record's primary constructor and the properties that are its arguments.</summary>
internal sealed class RecordShape
{
    public RecordShape(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type} cannot be part of a plan");
        Fields = Array.ConvertAll(constructor.GetParameters(), p => type.GetProperty(p.Name!)
            ?? throw new InvalidOperationException($"{type} cannot be part of a plan: {p.Name} is no property"));
        Create = ConstructorInvoker.Create(constructor);
    }

    public PropertyInfo[] Fields { get; }

    public ConstructorInvoker Create { get; }
}
