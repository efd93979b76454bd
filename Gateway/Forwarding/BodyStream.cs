using System.Runtime.InteropServices;

namespace Gateway.Forwarding;

/// <summary>A request's body, read from the start by every attempt.</summary>
internal sealed class BodyStream(ReadOnlyMemory<byte> body) : MemoryStream(Segment(body).Array!, Segment(body).Offset, Segment(body).Count, writable: false)
{
    private static ArraySegment<byte> Segment(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment) && segment.Array is not null ? segment : new ArraySegment<byte>([]);
}
