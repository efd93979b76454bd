using System.Text;

namespace ModelWorker.GrpcHealth;

/// <summary>
/// The two messages of <c>grpc.health.v1</c> in protobuf's wire format: <c>HealthCheckRequest { string service = 1; }</c>
/// and <c>HealthCheckResponse { ServingStatus status = 1; }</c>.
/// </summary>
internal static class HealthMessages
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5;
    private const int MostVarintBytes = 10;
    private const int First = 1;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The name of the service that is asked for; empty when the message does not say.</summary>
    /// <exception cref="GrpcException">It is no such message.</exception>
    public static string ReadService(ReadOnlySpan<byte> message)
    {
        var service = "";
        while (!message.IsEmpty)
        {
            var tag = ReadVarint(ref message);
            var kind = (int)(tag & 7);
            var value = kind == Delimited ? Take(ref message, ReadVarint(ref message)) : [];
            if (tag >> 3 == First && kind == Delimited)
                service = Text(value);
            else if (kind == Varint)
                ReadVarint(ref message);
            else if (kind is Fixed64 or Fixed32)
                Take(ref message, kind == Fixed64 ? 8u : 4u);
            else if (kind != Delimited)
                throw Malformed();
        }
        return service;
    }

    /// <summary>A response as gRPC frames it: a flag (0: not compressed), four bytes of length, big endian, and the message.</summary>
    public static byte[] Frame(ServingStatus status) =>
        // A field that is 0 is left out.
        status == ServingStatus.Unknown ? [0, 0, 0, 0, 0] : [0, 0, 0, 0, 2, (First << 3) | Varint, (byte)status];

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> message, ulong length)
    {
        if (length > (ulong)message.Length)
            throw Malformed();
        var taken = message[..(int)length];
        message = message[(int)length..];
        return taken;
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (var index = 0; index < Math.Min(MostVarintBytes, message.Length); index++)
        {
            value |= (ulong)(message[index] & 0x7F) << (7 * index);
            if (message[index] >= 0x80)
                continue;
            message = message[(index + 1)..];
            return value;
        }
        throw Malformed();
    }

    private static string Text(ReadOnlySpan<byte> value)
    {
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed();
        }
    }

    private static GrpcException Malformed() => new(GrpcStatus.InvalidArgument, "The message is no grpc.health.v1.HealthCheckRequest.");
}
