namespace AppHost.Publishing.Values;

/// <summary>The values as they are nested: a key holds a value or further keys, in the order of declaration.</summary>
internal sealed class ValueTree
{
    private readonly Dictionary<string, object> _members = [];

    public ValueTree(IEnumerable<ChartValue> values)
    {
        foreach (var value in values)
            Add(value, 0);
    }

    private ValueTree()
    {
    }

    /// <summary>Keys, each with a <see cref="ChartValue"/> or a <see cref="ValueTree"/>.</summary>
    public IReadOnlyDictionary<string, object> Members => _members;

    /// <exception cref="InvalidOperationException">The value has another's path, or leads through it.</exception>
    private void Add(ChartValue value, int depth)
    {
        var key = value.Keys[depth];
        if (depth == value.Keys.Length - 1)
        {
            if (!_members.TryAdd(key, value))
                throw new InvalidOperationException($"The chart's value '{value.Path}' is declared twice.");
            return;
        }

        if (!_members.TryGetValue(key, out var child))
            _members[key] = child = new ValueTree();
        (child as ValueTree ?? throw new InvalidOperationException($"The chart's value '{value.Path}' leads through another value.")).Add(value, depth + 1);
    }
}
