using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Fuzzing;

/// <summary>
/// Whatever is sent, the gateway answers that it is wrong and not that it broke, tells nothing of its inside, and loses no
/// worker by it.
/// </summary>
public class FuzzTests
{
    private const int Requests = 1000;
    private const int AtATime = 16;

    // What a client that says nothing more is waited for; only requests that promise more than they send come to it.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    /// <summary>What would tell of the inside: traces, types, folders, addresses.</summary>
    private static readonly string[] Inside = ["   at ", "Exception", "System.", "Microsoft.", "Yarp", "Gateway.", ".cs:line", "/work", "/home", "/usr", "/tmp", "127.0.0.1:"];

    [Theory]
    [InlineData(1, "infer", true)]
    [InlineData(2, "infer", true)]
    [InlineData(3, "infer", false)]
    [InlineData(4, null, true)]
    public async Task Nothing_that_is_sent_breaks_the_gateway_or_shows_its_inside(int seed, string? key, bool workers)
    {
        await using var scene = await Scene.StartAsync(
            ("Gateway:InferenceKeys:0", "infer"), ("Gateway:ManagementKey", "manage"), ("Gateway:BodyLimit", "10000"), ("Gateway:Waking:Limit", "0"),
            ("Gateway:Admission:PerWorker", "8"), ("Gateway:Admission:Limits:RequestsPerMinute", "1000000"), ("Gateway:Admission:TimeLimit", "00:01:00"));
        if (!workers)
        {
            foreach (var unit in TestFleets.Images) await scene[unit].KillAsync();
        }

        var fuzzer = new RequestFuzzer(seed, key);
        var requests = Enumerable.Range(0, Requests).Select(_ => fuzzer.Next()).ToArray();
        var statuses = new ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken }, async (request, cancellation) =>
        {
            var answer = await SendAsync(new Uri(scene.Gateway.Address), request.Bytes, cancellation);
            var status = answer.StartsWith("HTTP/1.", StringComparison.Ordinal) && answer.Length > 12 ? int.Parse(answer.AsSpan(9, 3)) : 0;
            statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            var sent = Encoding.Latin1.GetString(request.Bytes, 0, Math.Min(800, request.Bytes.Length));
            Assert.False(status is 500, $"A 500 for:\n{sent}");
            // Who has a key may look at the fleet, workers' addresses included.
            var shown = request.LooksAtFleet && status == 200 ? [] : Inside.Where(inside => answer.Contains(inside, StringComparison.Ordinal) && !sent.Contains(inside, StringComparison.Ordinal)).Where(inside => !IsKnownHint(answer, inside));
            Assert.False(shown.Any(), $"{string.Join(", ", shown)} shown in:\n{answer[..Math.Min(1000, answer.Length)]}\nfor:\n{sent}");
            // Of health it is told in its own form.
            if (status >= 400 && JsonOf(answer) is { } json && !json.Contains("\"checks\":", StringComparison.Ordinal)) AssertError(json, sent);
        });

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.True(statuses.GetValueOrDefault(0) < Requests / 10, "Most are answered.");
        Assert.True(statuses.GetValueOrDefault(400) > 0);
        if (!workers) return;

        // It serves as before.
        Assert.All(TestFleets.Images, unit => Assert.True(scene.Gateway.Fleet.Unit(unit)!.CanServe, $"{unit}: {scene.Gateway.Fleet.Unit(unit)!.Reason}"));
        using var good = await scene.Gateway.GenerateAsync();
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.True(key is null || statuses.GetValueOrDefault(200) > Requests / 20);
    }

    // An error says where a key is set, and by which names this machine may be called.
    private static bool IsKnownHint(string answer, string inside) =>
        answer.Contains("\"code\":\"unauthorized\"", StringComparison.Ordinal) && inside is "Gateway.";

    /// <summary>The body of the first answer, if it is JSON.</summary>
    private static string? JsonOf(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || !answer[..end].Contains("Content-Type: application/json", StringComparison.Ordinal)) return null;
        var body = answer.AsSpan(end + 4);
        if (!answer[..end].Contains("Transfer-Encoding: chunked", StringComparison.Ordinal)) return body.IsEmpty ? null : body.ToString();
        var json = new StringBuilder();
        while (body.IndexOf("\r\n") is var size && size > 0 && int.Parse(body[..size], System.Globalization.NumberStyles.HexNumber) is var length && length > 0)
        {
            // Lengths are of bytes.
            var bytes = Encoding.UTF8.GetBytes(body[(size + 2)..].ToString());
            json.Append(Encoding.UTF8.GetString(bytes, 0, length));
            body = Encoding.UTF8.GetString(bytes, length + 2, bytes.Length - length - 2);
        }

        return json.Length == 0 ? null : json.ToString();
    }

    private static void AssertError(string json, string sent)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("error", out var error)) Assert.Fail($"{json[..Math.Min(400, json.Length)]} for:\n{sent}");
        Assert.True(error.GetProperty("code").GetString() is { Length: > 0 } && error.GetProperty("message").GetString() is { Length: > 0 and < 2000 }, $"{json[..Math.Min(400, json.Length)]} for:\n{sent}");
    }

    /// <summary>What comes back until the server closes the connection; a client that is waited for then ends what it has to say.</summary>
    private static async Task<string> SendAsync(Uri gateway, byte[] request, CancellationToken cancellation)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(gateway.Host, gateway.Port, cancellation);
        var answer = new MemoryStream();
        var buffer = new byte[8192];
        try
        {
            for (var sent = 0; sent < request.Length;) sent += await socket.SendAsync(request.AsMemory(sent), cancellation);
            for (var ended = false; ;)
            {
                var reading = socket.ReceiveAsync(buffer, cancellation).AsTask();
                if (!ended && await Task.WhenAny(reading, Task.Delay(Silence, cancellation)) != reading)
                {
                    socket.Shutdown(SocketShutdown.Send);
                    ended = true;
                }

                var read = await reading.WaitAsync(TimeSpan.FromSeconds(60), cancellation);
                if (read == 0) break;
                answer.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // The server has said what it has to say, and does not listen any more.
        }

        return Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
    }
}
