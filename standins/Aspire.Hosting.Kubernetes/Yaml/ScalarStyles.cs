using System.Globalization;
using Aspire.Hosting.Kubernetes.Helm;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;

namespace Aspire.Hosting.Kubernetes.Yaml;

/// <summary>Quotes the strings that are values; keys, and expressions that become numbers, stay plain.</summary>
internal sealed class ScalarStyles(IEventEmitter next) : ChainedEventEmitter(next)
{
    private const string Fraction = "0.0######################";

    // The scalars and collections met so far in each open collection: in a mapping, every second one is a value.
    private readonly Stack<(bool IsMapping, int Met)> _open = new();

    public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
    {
        var isValue = IsValue();
        if (isValue && eventInfo.Source.Value is string text && eventInfo.Source.Type == typeof(string))
        {
            eventInfo = new ScalarEventInfo(eventInfo.Source)
            {
                Style = HelmExpression.IsUnquoted(text) ? ScalarStyle.ForcePlain : ScalarStyle.DoubleQuoted,
            };
        }

        if (eventInfo.Source.Value is double or float)
            emitter.Emit(new Scalar(((IFormattable)eventInfo.Source.Value).ToString(Fraction, CultureInfo.InvariantCulture)));
        else
            base.Emit(eventInfo, emitter);
    }

    public override void Emit(MappingStartEventInfo eventInfo, IEmitter emitter)
    {
        Open(isMapping: true);
        base.Emit(eventInfo, emitter);
    }

    public override void Emit(SequenceStartEventInfo eventInfo, IEmitter emitter)
    {
        Open(isMapping: false);
        base.Emit(eventInfo, emitter);
    }

    public override void Emit(MappingEndEventInfo eventInfo, IEmitter emitter)
    {
        _open.Pop();
        base.Emit(eventInfo, emitter);
    }

    public override void Emit(SequenceEndEventInfo eventInfo, IEmitter emitter)
    {
        _open.Pop();
        base.Emit(eventInfo, emitter);
    }

    private void Open(bool isMapping)
    {
        IsValue();
        _open.Push((isMapping, 0));
    }

    private bool IsValue()
    {
        if (!_open.TryPop(out var current))
            return false;
        _open.Push(current with { Met = current.Met + 1 });
        return !current.IsMapping || current.Met % 2 == 1;
    }
}
