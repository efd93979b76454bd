using Google.Protobuf;

namespace EndToEnd.Traces;

/// <summary>What a test asks of a span.</summary>
internal sealed record CollectedSpan(string Service, string Trace, string Span, string Parent, string Name)
{
    private const string ServiceName = "service.name";

    /// <summary>Reads an OTLP ExportTraceServiceRequest (opentelemetry-proto, trace/v1), by field numbers.</summary>
    public static List<CollectedSpan> Read(byte[] request)
    {
        var spans = new List<CollectedSpan>();
        Each(request, (1, resourceSpans => ReadService(resourceSpans, spans)));
        return spans;
    }

    private static void ReadService(byte[] resourceSpans, List<CollectedSpan> spans)
    {
        var service = "";
        Each(
            resourceSpans,
            (1, resource => Each(resource, (1, attribute => service = ReadServiceName(attribute) ?? service))),
            (2, scopeSpans => Each(scopeSpans, (2, span => spans.Add(ReadSpan(service, span))))));
    }

    private static CollectedSpan ReadSpan(string service, byte[] message)
    {
        var (trace, span, parent, name) = ("", "", "", "");
        Each(message,
            (1, id => trace = Convert.ToHexStringLower(id)),
            (2, id => span = Convert.ToHexStringLower(id)),
            (4, id => parent = Convert.ToHexStringLower(id)),
            (5, text => name = System.Text.Encoding.UTF8.GetString(text)));
        return new(service, trace, span, parent, name);
    }

    private static string? ReadServiceName(byte[] attribute)
    {
        var (key, value) = ("", "");
        Each(attribute,
            (1, text => key = System.Text.Encoding.UTF8.GetString(text)),
            (2, any => Each(any, (1, text => value = System.Text.Encoding.UTF8.GetString(text)))));
        return key == ServiceName ? value : null;
    }

    private static void Each(byte[] message, params (int Field, Action<byte[]> Read)[] fields)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is not 0 and var tag)
        {
            var (_, read) = fields.FirstOrDefault(field => field.Field == WireFormat.GetTagFieldNumber(tag));
            if (read is not null && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                read(input.ReadBytes().ToByteArray());
            else
                input.SkipLastField();
        }
    }
}
