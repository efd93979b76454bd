using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// gRPC over HTTP/2 as its protocol document says: each message after a flag byte (0: not compressed) and its length as
/// four bytes, big endian; the status in a trailer.
/// </summary>
internal static class Grpc
{
    public const int Ok = 0;
    public const int Unimplemented = 12;
    public const int Internal = 13;
    public const int Unauthenticated = 16;

    private const int HeaderLength = 5;
    private const int LongestRequest = 4 * 1024 * 1024;
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    /// <summary>Answers one message with one.</summary>
    public static async Task UnaryAsync<TRequest>(
        HttpContext http, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, Task<IMessage>> answer)
        where TRequest : IMessage<TRequest>
    {
        var request = parser.ParseFrom(await ReadAsync(http).ConfigureAwait(false) ?? []);
        var message = await answer(request, http.RequestAborted).ConfigureAwait(false);
        Begin(http);
        await WriteAsync(http, message).ConfigureAwait(false);
        http.Response.AppendTrailer(StatusHeader, Text(Ok));
    }

    /// <summary>Answers one message with many, until the caller goes or the application ends.</summary>
    public static async Task StreamAsync<TRequest>(
        HttpContext http, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, IAsyncEnumerable<IMessage>> answer)
        where TRequest : IMessage<TRequest>
    {
        var request = parser.ParseFrom(await ReadAsync(http).ConfigureAwait(false) ?? []);
        await HoldAsync(http, async cancellation =>
        {
            await foreach (var message in answer(request, cancellation).WithCancellation(cancellation).ConfigureAwait(false))
                await WriteAsync(http, message).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Keeps a stream of both directions open and silent.</summary>
    public static Task SilenceAsync(HttpContext http)
    {
        // Kestrel would end the connection, and all its streams, when the caller sends nothing for five seconds.
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        return HoldAsync(http, async cancellation =>
        {
            while (await ReadAsync(http, cancellation).ConfigureAwait(false) is not null)
            {
                // Whatever the caller says, there is nothing to answer.
            }
        });
    }

    /// <summary>Answers with a status alone: it goes into the headers, without a body.</summary>
    public static Task FailAsync(HttpContext http, int status, string message)
    {
        Begin(http);
        http.Response.Headers[StatusHeader] = Text(status);
        http.Response.Headers[MessageHeader] = Uri.EscapeDataString(message);
        return Task.CompletedTask;
    }

    private static async Task HoldAsync(HttpContext http, Func<CancellationToken, Task> serve)
    {
        Begin(http);
        await http.Response.StartAsync(http.RequestAborted).ConfigureAwait(false);
        // At the application's end too, or Kestrel waits half a minute for the streams.
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await serve(ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The usual end of a stream.
        }

        if (!http.RequestAborted.IsCancellationRequested)
            http.Response.AppendTrailer(StatusHeader, Text(Ok));
    }

    private static void Begin(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "application/grpc";
    }

    private static Task<byte[]?> ReadAsync(HttpContext http) => ReadAsync(http, http.RequestAborted);

    private static async Task<byte[]?> ReadAsync(HttpContext http, CancellationToken cancellation)
    {
        var header = new byte[HeaderLength];
        var read = await http.Request.Body.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (read == 0)
            return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1));
        if (read < HeaderLength || header[0] != 0 || length > LongestRequest)
            throw new InvalidDataException("A gRPC message is cut short, compressed or too long.");
        var message = new byte[length];
        await http.Request.Body.ReadExactlyAsync(message, cancellation).ConfigureAwait(false);
        return message;
    }

    private static async Task WriteAsync(HttpContext http, IMessage message)
    {
        var writer = http.Response.BodyWriter;
        var length = message.CalculateSize();
        var memory = writer.GetMemory(HeaderLength + length)[..(HeaderLength + length)];
        memory.Span[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(memory.Span[1..], (uint)length);
        message.WriteTo(memory.Span[HeaderLength..]);
        writer.Advance(memory.Length);
        await writer.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
