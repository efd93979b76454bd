using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Aspire.Hosting.Kubernetes.Yaml;

/// <summary>
/// Writes YAML as charts have it: every string quoted, nothing for what is null or empty, sequences indented. Not for
/// several threads at once.
/// </summary>
internal sealed class ChartYaml
{
    private readonly ISerializer _serializer = new SerializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithTypeConverter(new IntOrStringYamlConverter())
        .WithEventEmitter(next => new ScalarStyles(next))
        .WithEmissionPhaseObjectGraphVisitor(arguments => new EmptyOmitted(arguments.InnerVisitor))
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .WithIndentedSequences()
        .WithNewLine("\n")
        .Build();

    public string Write(object graph) => _serializer.Serialize(graph);
}
