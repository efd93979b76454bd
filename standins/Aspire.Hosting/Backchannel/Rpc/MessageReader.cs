using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Aspire.Hosting.Backchannel.Rpc;

/// <summary>
/// Reads messages framed as in the Language Server Protocol: <c>Content-Length: N</c>, an empty line, N bytes of UTF-8.
/// Whatever a client sends, no more than one message is held.
/// </summary>
internal sealed class MessageReader(Stream stream)
{
    public const int LongestHeader = 4 * 1024;
    public const int LongestMessage = 4 * 1024 * 1024;

    private const string LengthField = "Content-Length";

    private readonly PipeReader _input = PipeReader.Create(stream);

    private static ReadOnlySpan<byte> HeaderEnd => "\r\n\r\n"u8;

    /// <summary>The next message's bytes; null when the client has gone.</summary>
    /// <exception cref="InvalidDataException">What came is no message; what follows cannot be made out.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        int? length = null;
        while (true)
        {
            var result = await _input.ReadAsync(cancellation).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (length is null && TryReadHeader(ref buffer, out var announced))
                length = announced;
            if (length is { } size && buffer.Length >= size)
            {
                var message = buffer.Slice(0, size).ToArray();
                _input.AdvanceTo(buffer.GetPosition(size));
                return message;
            }

            if (length is null && buffer.Length > LongestHeader)
                throw new InvalidDataException($"A message's header has at most {LongestHeader} bytes.");
            _input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }

    private static bool TryReadHeader(ref ReadOnlySequence<byte> buffer, out int length)
    {
        length = 0;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> header, HeaderEnd))
            return false;
        if (header.Length > LongestHeader)
            throw new InvalidDataException($"A message's header has at most {LongestHeader} bytes.");
        buffer = buffer.Slice(reader.Position);
        length = Length(Encoding.ASCII.GetString(header));
        return true;
    }

    private static int Length(string header)
    {
        foreach (var line in header.Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !line.AsSpan(0, colon).Trim().Equals(LengthField, StringComparison.OrdinalIgnoreCase))
                continue;
            return int.TryParse(line.AsSpan(colon + 1), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var length)
                && length <= LongestMessage
                ? length
                : throw new InvalidDataException($"{LengthField} is a number of bytes up to {LongestMessage}.");
        }

        throw new InvalidDataException($"A message's header holds {LengthField}.");
    }
}
