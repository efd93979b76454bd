using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Gateway.Peers;

/// <summary>
/// Asks the other replicas, once a second, what they know: what was set by hand there, and what they counted. Nobody has to
/// be told, so nobody who was away has missed anything.
/// </summary>
internal sealed partial class PeerWatch(PeerLoads loads, SharedChoices choices, IOptions<GatewayOptions> options, TimeProvider time, ILogger<PeerWatch> logger) : BackgroundService
{
    private const int AnswerLimit = 1 << 20;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null })
    {
        MaxResponseContentBufferSize = AnswerLimit,
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    private readonly HashSet<string> _silent = [];
    private string[] _resolved = [];
    private volatile bool _joined;

    /// <summary>Whether it knows what the others know, as far as they answer: before, it would route by what was set long ago.</summary>
    public bool HasJoined => _joined || !options.Value.Peers.AreThere;

    /// <summary>Asks all of them once.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var addresses = await AddressesAsync(cancellation).ConfigureAwait(false);
        await Task.WhenAll(addresses.Select(address => AskAsync(address, cancellation))).ConfigureAwait(false);
        lock (_silent) _silent.IntersectWith(addresses);
        _joined = true;
    }

    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Peers.Interval, time);
        do
        {
            if (timer.Period != options.Value.Peers.Interval) timer.Period = options.Value.Peers.Interval;
            try
            {
                if (options.Value.Peers.AreThere) await LookAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, it is no reason to serve no more: a service that throws ends the gateway.
                Log.Failed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task<string[]> AddressesAsync(CancellationToken cancellation)
    {
        var peers = options.Value.Peers;
        if (peers.Address is { Length: > 0 } name)
        {
            var address = new Uri(name);
            try
            {
                // Every replica behind the name, where a connection would lead to one of them.
                var hosts = await Dns.GetHostAddressesAsync(address.DnsSafeHost, cancellation).ConfigureAwait(false);
                _resolved = [.. hosts.Select(host => new UriBuilder(address) { Host = host.ToString() }.Uri.GetLeftPart(UriPartial.Authority)).Distinct()];
            }
            catch (Exception exception) when (exception is SocketException or ArgumentException)
            {
                // Nobody is there yet, the name server is away, or the name is none for it: those of before are asked.
            }
        }
        else
        {
            _resolved = [];
        }

        return [.. _resolved, .. peers.Addresses.Select(address => address.TrimEnd('/'))];
    }

    private async Task AskAsync(string address, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.Value.Peers.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/fleet/replica");
            if ((options.Value.Peers.Key is { Length: > 0 } own ? own : options.Value.ManagementKey) is { Length: > 0 } key) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await _client.SendAsync(request, both.Token).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            var view = await response.Content.ReadFromJsonAsync<ReplicaView>(both.Token).ConfigureAwait(false);
            // Behind the name is this one too.
            if (view is null || !view.IsWhole()) throw new InvalidDataException("it says what no gateway says: something is missing, or out of its range");
            if (view.Id == choices.Here) return;
            loads.Put(address, view);
            choices.Merge(view.Choices);
            lock (_silent)
            {
                if (_silent.Remove(address)) Log.Back(logger, address);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            lock (_silent)
            {
                if (_silent.Add(address)) Log.Silent(logger, address, exception.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The gateway at {Address} does not say what it knows: {Reason}")]
        public static partial void Silent(ILogger logger, string address, string reason);

        [LoggerMessage(2, LogLevel.Information, "The gateway at {Address} answers again.")]
        public static partial void Back(ILogger logger, string address);

        [LoggerMessage(3, LogLevel.Error, "The other gateways could not be asked; they are asked again.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
