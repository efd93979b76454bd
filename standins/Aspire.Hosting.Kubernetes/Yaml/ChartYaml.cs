using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Aspire.Hosting.Kubernetes.Yaml;

/// <summary>YAML as charts have it: every string quoted, nothing for what is null or empty, sequences indented.</summary>
internal static class ChartYaml
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithTypeConverter(new IntOrStringYamlConverter())
        .WithEventEmitter(next => new ScalarStyles(next))
        .WithEmissionPhaseObjectGraphVisitor(arguments => new EmptyOmitted(arguments.InnerVisitor))
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .WithIndentedSequences()
        .WithNewLine("\n")
        .Build();

    public static string Write(object graph) => Serializer.Serialize(graph);
}
