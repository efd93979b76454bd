using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Yaml;

/// <summary>Writes <see cref="Int32OrStringV1"/> as what it holds: a bare number or a text.</summary>
public class IntOrStringYamlConverter : IYamlTypeConverter
{
    public bool Accepts(Type type) => type == typeof(Int32OrStringV1);

    public object? ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
    {
        var text = parser.Consume<Scalar>().Value;
        return text.Length == 0 ? null : new Int32OrStringV1(text);
    }

    public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer)
    {
        if (value is not Int32OrStringV1 held)
            throw new InvalidOperationException($"An {nameof(Int32OrStringV1)} was expected, not {value?.GetType().Name ?? "null"}.");
        serializer(held.Number is { } number ? number : held.Text ?? "");
    }
}
