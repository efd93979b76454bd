using System.Text;

namespace Gateway.Tests.Fuzzing;

/// <summary>
/// Requests as nobody should send them, as bytes: methods, paths, headers and bodies that are near enough to right ones to
/// get somewhere. The same seed makes the same requests.
/// </summary>
internal sealed class RequestFuzzer(int seed, string? key)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "CONNECT", "TRACE", "get", "P\0ST", "", "POST POST", new('M', 5000)];

    private static readonly string[] Paths =
    [
        "/v1/images/generations", "/v1/chat/completions", "/v1/completions", "/generate", "/genimage", "/benchmark", "/imagine?prompt=a", "/load/2/infer/3", "/v1/models",
        "/v1/models/flux", "/fleet", "/fleet/mode", "/fleet/units/large", "/fleet/units/large/load", "/fleet/capacity", "/fleet/keys", "/health", "/readiness", "/", "*", "http://elsewhere.example/generate",
    ];

    private static readonly string[] PathPieces =
        ["/../", "//", "%2e%2e%2f", "%00", "%", "%zz", "%c0%af", "\\", ";", "?", "?size=", "?size=%ff", "?model=", "&model=flux", "?img_size=-1", "#", "\u00e9", "\ud83d\ude00", "/load/99999999999999999999/infer/0", " ", "~", "%2525", "{runs}"];

    private static readonly string[] Headers =
    [
        "Host: elsewhere.example", "Host: ", "Host: a b", "Host: [::1", "Host: localhost:99999", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: 0x10", "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked", "Content-Type: text/plain", "Content-Type: application/json; charset=utf-99", "Content-Type: ;;;", "Content-Encoding: br", "Expect: 100-continue", "Expect: miracles",
        "Connection: upgrade", "Upgrade: websocket", "Upgrade: h2c", "HTTP2-Settings: AAA", "X-Inference-Unit: large", "X-Inference-Unit: nobody", "X-Inference-Unit: \u00e9\u00ff", "X-Inference-Unit: ", "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-For: ,,,", "Forwarded: for=\"", "Origin: null", "Origin: http://[", "Sec-Fetch-Site: cross-site", "Authorization: Bearer", "Authorization: Basic Og==", "Authorization: Bearer \u00e9\u00e9", "traceparent: 00-0-0-0",
        "traceparent: garbage", "tracestate: =,=", "baggage: a=b;;=", "Accept-Encoding: \0", "Cookie: =;=", "Range: bytes=9-1", "If-Match: \"", "Te: trailers", "Trailer: x", "Keep-Alive: -1", "Via: 1.1 x", "no colon at all", ": no name", "name : space", "folded:\r\n line",
    ];

    private static readonly string[] Bodies =
    [
        """{"prompt":"a"}""", """{"prompt":"a","size":"256x144","model":"flux","n":2,"seed":5}""", """{"model":"llama","messages":[{"role":"user","content":"a"}],"max_tokens":5}""", """{"prompt":"a","max_new_tokens":3}""",
        """{"mode":"cost"}""", """{"unit":"large","available":true}""", """{"n_runs":3}""", "[]", "null", "\"text\"", "", "{", "\uFEFF{}", """{"model":"\ud800"}""", """{"\udfff":1}""", """{"n":1e999,"size":1e308,"max_tokens":-9223372036854775808}""", """{"size":"99999999999x1","model":""}""",
    ];

    private static readonly string[] Values = ["null", "true", "-1", "1e400", "0.1", "18446744073709551616", "\"\"", "\"\\u0000\"", "\"\\ud83d\"", "[]", "{}", "[[[[]]]]", "\"256x144\"", "\"x\"", "\"../../etc/passwd\"", "\"\u00e9\""];

    private static readonly string[] Fields = ["model", "size", "n", "n_runs", "max_tokens", "max_new_tokens", "max_completion_tokens", "prompt", "stream", "", "mode", "unit", "available", "state"];

    private readonly Random _random = new(seed);

    /// <summary>The next request.</summary>
    /// <returns>It, and whether it asks for what may show the inside of the fleet to who has a key.</returns>
    public (byte[] Bytes, bool LooksAtFleet) Next()
    {
        var path = Path();
        var method = OneIn(10) ? Of(Methods) : path.StartsWith("/imagine", StringComparison.Ordinal) || path.StartsWith("/load", StringComparison.Ordinal) || OneIn(5) ? "GET" : "POST";
        var body = Body();
        var head = new StringBuilder().Append(method).Append(' ').Append(path).Append(' ').Append(OneIn(30) ? Of(["HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "", "http/1.1"]) : "HTTP/1.1").Append("\r\n");
        List<string> headers = ["Host: elsewhere.example", "Connection: close"];
        if (key is not null && !OneIn(10)) headers.Add($"Authorization: Bearer {key}");
        if (!OneIn(10)) headers.Add("Content-Type: application/json");
        var chunked = OneIn(8);
        headers.Add(chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {(OneIn(25) ? _random.Next(0, 2 * body.Length + 2) : body.Length)}");
        for (var extra = OneIn(2) ? _random.Next(1, 4) : 0; extra > 0; extra--) headers.Insert(_random.Next(headers.Count + 1), OneIn(5) ? $"{Noise(10)}: {Noise(20)}" : Of(Headers));
        if (OneIn(100)) headers.Add($"X-Long: {new string('x', 40_000)}");
        if (OneIn(100)) headers.AddRange(Enumerable.Range(0, 150).Select(number => $"X-{number}: y"));
        foreach (var header in headers) head.Append(header).Append("\r\n");
        head.Append("\r\n");

        byte[] bytes = [.. Encoding.UTF8.GetBytes(head.ToString()), .. chunked ? Chunks(body) : body];
        // Bytes that are no text anywhere.
        for (var flips = OneIn(8) ? _random.Next(1, 4) : 0; flips > 0; flips--) bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return (bytes, path.Contains("fleet", StringComparison.OrdinalIgnoreCase));
    }

    private string Path()
    {
        var path = Of(Paths);
        for (var pieces = OneIn(3) ? _random.Next(1, 4) : 0; pieces > 0; pieces--) path = path.Insert(_random.Next(path.Length + 1), OneIn(6) ? Noise(8) : Of(PathPieces));
        return OneIn(100) ? path + new string('a', 9000) : path;
    }

    private byte[] Body()
    {
        if (OneIn(200)) return Encoding.UTF8.GetBytes(new string('[', 100_000));
        if (OneIn(200)) return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 5000)));
        if (OneIn(200)) return Encoding.UTF8.GetBytes($$"""{"prompt":"{{new string('x', 20_000)}}"}""");
        var text = OneIn(3) ? $"{{{string.Join(',', Enumerable.Range(0, _random.Next(5)).Select(_ => $"\"{Of(Fields)}\":{Of(Values)}"))}}}" : Of(Bodies);
        var body = Encoding.UTF8.GetBytes(text);
        for (var flips = OneIn(3) ? _random.Next(1, 5) : 0; flips > 0 && body.Length > 0; flips--) body[_random.Next(body.Length)] = (byte)_random.Next(256);
        return OneIn(10) ? body[.._random.Next(body.Length + 1)] : body;
    }

    private byte[] Chunks(byte[] body) => OneIn(5)
        ? Encoding.UTF8.GetBytes(Of(["zz\r\n{}\r\n0\r\n\r\n", "-1\r\n\r\n", "ffffffffffffffff\r\n{}\r\n", "2;ext=\"\r\n{}\r\n0\r\n\r\n", "2\r\n{}0\r\n\r\n", "0\r\nTrailer: \0\r\n\r\n"]))
        : [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];

    private string Noise(int most) => string.Concat(Enumerable.Range(0, _random.Next(1, most)).Select(_ => (char)_random.Next(0x20, OneIn(5) ? 0xD7FF : 0x7F)));

    private T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private bool OneIn(int times) => _random.Next(times) == 0;
}
