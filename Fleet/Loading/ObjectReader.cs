using System.Text.Json;

namespace Fleet;

/// <summary>
/// Reads one JSON object; what is wrong is noted with its path and reading goes on. What is wrong only because something
/// else is, is not noted: <see cref="IsBad"/> tells those who check one value against another.
/// </summary>
internal sealed class ObjectReader
{
    private readonly Dictionary<string, JsonElement> _properties = [];
    private readonly HashSet<string> _read = [];
    private readonly HashSet<string> _bad = [];
    private readonly List<string> _missing = [];
    private readonly bool _isObject;
    private readonly List<FleetProblem> _problems;

    public ObjectReader(JsonElement element, string path, List<FleetProblem> problems)
    {
        Path = path;
        _problems = problems;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Note($"is {Describe(element)}; an object {{ … }} is expected.");
            return;
        }

        _isObject = true;
        foreach (var property in element.EnumerateObject())
        {
            if (!_properties.TryAdd(property.Name, property.Value) && _bad.Add(property.Name))
                _problems.Add(new FleetProblem(PathOf(property.Name), "is given twice."));
        }
    }

    public string Path { get; }

    public IEnumerable<string> Names => _properties.Keys;

    public bool Has(string name) => _properties.ContainsKey(name);

    public void Note(string message) => _problems.Add(new FleetProblem(Path, message));

    public void Note(string name, string message)
    {
        _bad.Add(name);
        _problems.Add(new FleetProblem(PathOf(name), message));
    }

    /// <summary>Whether this is an object with no names in it.</summary>
    public bool IsEmpty => _isObject && _properties.Count == 0;

    /// <summary>Whether a value was given or had to be, and is not usable; that has been noted.</summary>
    public bool IsBad(string name) => !_isObject || _bad.Contains(name) || _missing.Contains(name);

    /// <summary>A text; without a fallback it must be there.</summary>
    public string Text(string name, string? fallback = null)
    {
        if (!Find(name, fallback is null, out var value)) return fallback ?? "";
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) return text;
        Note(name, $"is {Describe(value)}; a text is expected.");
        return fallback ?? "";
    }

    /// <summary>A text of a few allowed; the fallback when absent.</summary>
    public T Choice<T>(string name, T fallback, IReadOnlyDictionary<string, T> choices)
    {
        if (!Has(name)) return fallback;
        var text = Text(name);
        if (choices.TryGetValue(text, out var choice)) return choice;
        if (text.Length > 0) Note(name, $"'{text}' is not known{NearName.Question(text, choices.Keys)} Use {string.Join(" or ", choices.Keys)}.");
        return fallback;
    }

    /// <summary>A number above zero; null when absent.</summary>
    public double? Positive(string name, bool required = false) =>
        Number(name, required, number => number > 0, "above 0");

    /// <summary>A number of zero or more; null when absent.</summary>
    public double? NotNegative(string name) => Number(name, required: false, number => number >= 0, "of 0 or more");

    /// <summary>A whole number within limits; null when absent.</summary>
    public long? Whole(string name, long least, long most, bool required = false)
    {
        if (!Find(name, required, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most) return number;
        Note(name, $"is {Describe(value)}; a whole number {(most == long.MaxValue ? $"of at least {least}" : $"from {least} to {most}")} is expected.");
        return null;
    }

    public bool Flag(string name)
    {
        if (!Find(name, required: false, out var value)) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Note(name, $"is {Describe(value)}; true or false is expected.");
        return false;
    }

    /// <summary>The sizes of a list, each once; null when absent.</summary>
    public IReadOnlyList<ImageSize>? Sizes(string name)
    {
        if (!Find(name, required: false, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Note(name, $"is {Describe(value)}; a list of sizes such as [\"256x144\"] is expected.");
            return [];
        }

        var sizes = new List<ImageSize>();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            string? wrong = null;
            if (item.ValueKind != JsonValueKind.String || !ImageSize.TryParse(item.GetString(), out var size))
                wrong = $"is {Describe(item)}; a size is width x height in pixels, such as \"1024x576\".";
            else if (sizes.Contains(size))
                wrong = $"{size} is given twice.";
            else
                sizes.Add(size);
            if (wrong is null)
                continue;
            Note($"{name}[{index}]", wrong);
            _bad.Add(name);
        }

        return sizes;
    }

    public ObjectReader? Object(string name, bool required = false) =>
        Find(name, required, out var value) ? new ObjectReader(value, PathOf(name), _problems) : null;

    /// <summary>To be called last: names that nobody has read are mistakes.</summary>
    public void Close()
    {
        foreach (var name in _properties.Keys.Where(name => !_read.Contains(name)))
        {
            var meant = NearName.Of(name, _read.Where(known => !Has(known)));
            Note(name, $"is not known here{NearName.Question(meant)} Known are {string.Join(", ", _read.Order(StringComparer.Ordinal))}.");
            if (meant is null)
                continue;
            // It is there, under a wrong name.
            _missing.Remove(meant);
            _bad.Add(meant);
        }

        _missing.ForEach(name => Note(name, "is missing."));
    }

    private double? Number(string name, bool required, Func<double, bool> allowed, string range)
    {
        if (!Find(name, required, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) && allowed(number)) return number;
        Note(name, $"is {Describe(value)}; a number {range} is expected.");
        return null;
    }

    private bool Find(string name, bool required, out JsonElement value)
    {
        _read.Add(name);
        if (_properties.TryGetValue(name, out value)) return true;
        if (required && _isObject) _missing.Add(name);
        return false;
    }

    // As System.Text.Json writes paths: brackets only around names with special characters.
    private string PathOf(string name) =>
        name.IndexOfAny(['.', ' ', '\'', '/', '"', '(', ')']) >= 0 ? $"{Path}['{name}']" : $"{Path}.{name}";

    private static string Describe(JsonElement element) => element.GetRawText() is { Length: <= 40 } text
        ? text
        : element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => element.GetRawText()[..40] + "…",
        };
}
