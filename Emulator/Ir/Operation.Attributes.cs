namespace Emulator.Ir;

// Attributes by name. A verified operation has those that its kind requires, of the right type.
internal sealed partial class Operation
{
    public Attribute? Find(string name)
    {
        foreach (ref readonly var attribute in Attributes.AsSpan())
        {
            if (attribute.Name == name)
                return attribute.Value;
        }
        return null;
    }

    public T? Find<T>(string name)
        where T : Attribute
        => Find(name) as T;

    public long Int(string name, long otherwise = 0) => Find(name) is IntegerAttribute value ? value.Value : otherwise;

    /// <summary>A flag: true when it says true, or stands alone.</summary>
    public bool Bool(string name, bool otherwise = false) => Find(name) switch
    {
        BoolAttribute value => value.Value,
        UnitAttribute => true,
        _ => otherwise,
    };

    public string? Text(string name) => Find(name) switch
    {
        StringAttribute value => value.Value,
        SymbolAttribute value => value.Name,
        _ => null,
    };

    /// <summary>A list of integers, written as <c>array&lt;i64: …&gt;</c> or as a dense tensor; null when absent.</summary>
    public long[]? Ints(string name) => Find(name) switch
    {
        IntArrayAttribute array => array.Values,
        DenseAttribute dense => dense.ToLongs(),
        _ => null,
    };

    /// <summary>As <see cref="Ints"/>, <paramref name="count"/> times <paramref name="otherwise"/> when absent.</summary>
    public long[] IntsOr(string name, int count, long otherwise)
    {
        if (Ints(name) is { } given)
            return given;
        var values = new long[count];
        Array.Fill(values, otherwise);
        return values;
    }

    public T Enum<T>(string name, T otherwise = default)
        where T : struct, System.Enum
        => Find(name) is EnumAttribute<T> value ? value.Value : otherwise;

    /// <summary>Pairs low, high for each dimension from a <c>[n, 2]</c> tensor; zeros when absent.</summary>
    public (long Low, long High)[] Padding(string name, int count)
    {
        var pairs = new (long, long)[count];
        if (Ints(name) is { } flat)
        {
            for (var i = 0; i < count; i++)
                pairs[i] = (flat[2 * i], flat[2 * i + 1]);
        }
        return pairs;
    }

    /// <summary>Groups of process ids from <c>replica_groups</c>, without the -1 that pads ragged ones; empty means all in one group.</summary>
    public long[][] ReplicaGroups()
    {
        if (Find("replica_groups") is not DenseAttribute { Type.Rank: 2 } dense)
            return [];
        var ids = dense.ToLongs();
        var size = (int)dense.Type.Dims[1];
        var groups = new long[(int)dense.Type.Dims[0]][];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = Array.FindAll(ids[(i * size)..((i + 1) * size)], id => id >= 0);
        return groups;
    }

    /// <summary>Pairs source, target from <c>source_target_pairs</c>.</summary>
    public (long Source, long Target)[] SourceTargetPairs()
        => Find("source_target_pairs") is DenseAttribute dense ? Padding("source_target_pairs", (int)dense.Type.Dims[0]) : [];
}
