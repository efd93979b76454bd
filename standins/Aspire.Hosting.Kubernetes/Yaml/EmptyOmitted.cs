using System.Collections;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.ObjectGraphVisitors;

namespace Aspire.Hosting.Kubernetes.Yaml;

/// <summary>Leaves out members that hold no element, be it a list, a map or a text.</summary>
internal sealed class EmptyOmitted(IObjectGraphVisitor<IEmitter> next) : ChainedObjectGraphVisitor(next)
{
    public override bool EnterMapping(IPropertyDescriptor key, IObjectDescriptor value, IEmitter context, ObjectSerializer serializer) =>
        value.Value is { } held
        && (held is not IEnumerable elements || elements.Cast<object?>().Any())
        && base.EnterMapping(key, value, context, serializer);
}
