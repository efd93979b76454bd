using YamlDotNet.RepresentationModel;

namespace Publishing.Tests.Charts;

/// <summary>An object of a chart, as it would go to the cluster.</summary>
internal sealed record Manifest(YamlMappingNode Root)
{
    public string Kind => Text("kind")!;

    public string Name => Text("metadata.name")!;

    public static IReadOnlyList<Manifest> ReadAll(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>().Select(root => new Manifest(root))];
    }

    /// <summary>What stands at a path of keys and indices: <c>spec/template/spec/containers/0/image</c>, or with dots.</summary>
    public YamlNode? At(string path)
    {
        YamlNode? node = Root;
        foreach (var key in path.Split(path.Contains('/', StringComparison.Ordinal) ? '/' : '.'))
        {
            node = node switch
            {
                YamlMappingNode map => map.Children.TryGetValue(new YamlScalarNode(key), out var member) ? member : null,
                YamlSequenceNode list when int.TryParse(key, out var index) && index < list.Children.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    public string? Text(string path) => (At(path) as YamlScalarNode)?.Value;

    public IEnumerable<Manifest> All(string path) =>
        (At(path) as YamlSequenceNode)?.Children.OfType<YamlMappingNode>().Select(node => new Manifest(node)) ?? [];

    public IReadOnlyDictionary<string, string?> Map(string path) =>
        (At(path) as YamlMappingNode)?.Children.ToDictionary(member => ((YamlScalarNode)member.Key).Value!, member => (member.Value as YamlScalarNode)?.Value) ?? [];

    public IReadOnlyList<string> List(string path) =>
        [.. (At(path) as YamlSequenceNode)?.Children.OfType<YamlScalarNode>().Select(item => item.Value!) ?? []];

    /// <summary>All texts in it, a line each.</summary>
    public string Everything => string.Join('\n', Root.AllNodes.OfType<YamlScalarNode>().Select(node => node.Value));

    public override string ToString() => $"{Kind}/{Name}";
}
