using System.Text;
using System.Text.Json;
using Fleet;
using Microsoft.Extensions.Options;

namespace Gateway.Admission;

/// <summary>
/// Keeps what keys have spent beyond the process, where a file is named: it is written every few seconds and at the end, and
/// read at the start. What a gateway that was killed had not written yet, nobody pays.
/// </summary>
internal sealed partial class SpendFile(Accounts accounts, IOptions<GatewayOptions> options, TimeProvider time, ILogger<SpendFile> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string? _path = PathOf(options.Value);
    private readonly bool _wasEmpty = PathOf(options.Value) is { } path && IsEmpty(path);
    private string? _written;

    /// <summary>What an earlier process wrote; nothing where there was none, or where the machine lost its power before the file had its text.</summary>
    /// <exception cref="SettingsException">The file is there and cannot be read: to begin anew would give every budget away again.</exception>
    public static IReadOnlyList<AccountSpend> Read(GatewayOptions options)
    {
        if (PathOf(options) is not { } path || !File.Exists(path) || IsEmpty(path)) return [];
        try
        {
            return JsonSerializer.Deserialize<AccountSpend[]>(File.ReadAllBytes(path), Json) ?? [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw GatewaySettings.Wrong($"{Access.KeysOptions.Section}:{nameof(options.Keys.SpendPath)}", path, $"a file that a gateway wrote, or none yet ({exception.Message})");
        }
    }

    /// <summary>Writes what there is, if it is more than before.</summary>
    public void Write()
    {
        if (_path is null) return;
        var text = JsonSerializer.Serialize(accounts.Spent().OrderBy(spend => (spend.Tenant, spend.Key)), Json);
        if (text == _written) return;
        try
        {
            // In one step, or a gateway that is killed meanwhile would leave half of it.
            WriteThrough($"{_path}.new", text);
            File.Move($"{_path}.new", _path, overwrite: true);
            _written = text;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, _path, exception);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        Write();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_path is null) return;
        if (_wasEmpty) Log.Empty(logger, _path);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false)) Write();
    }

    // On the disk before it has the name: else the name may outlive a power failure, and the text not.
    private static void WriteThrough(string path, string text)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static bool IsEmpty(string path) => new FileInfo(path) is { Exists: true, Length: 0 };

    private static string? PathOf(GatewayOptions options) => options.Keys.SpendPath is { Length: > 0 } path ? FleetPaths.Resolve(path) : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What keys have spent cannot be written to {Path}.")]
        public static partial void NotWritten(ILogger logger, string path, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "{Path} is empty, as a power failure leaves a file: what keys spent before is not known, and budgets begin anew.")]
        public static partial void Empty(ILogger logger, string path);
    }
}
