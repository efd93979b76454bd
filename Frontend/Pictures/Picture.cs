using Frontend.Gateway;

namespace Frontend.Pictures;

public enum PictureState { Waiting, Forming, Done, Failed, Cancelled }

/// <summary>One picture from request to result, as its card shows it. Changed only by <see cref="PictureStudio"/>.</summary>
public sealed class Picture(PictureOrder order, PictureSize size, long startedAt)
{
    private readonly CancellationTokenSource _cancellation = new();

    public Guid Id { get; } = Guid.NewGuid();

    public PictureOrder Order => order;

    public PictureSize Size => size;

    /// <summary>Time stamp of the studio's clock.</summary>
    public long StartedAt => startedAt;

    public PictureState State { get; internal set; } = PictureState.Waiting;

    /// <summary>Part of the work done, 0 to 1.</summary>
    public double Share { get; internal set; }

    /// <summary>How many versions of the picture have come so far; 0 while there is nothing to show.</summary>
    public int Version { get; internal set; }

    /// <summary>From the click to the whole picture.</summary>
    public TimeSpan? Latency { get; internal set; }

    public Origin? Origin { get; internal set; }

    public UnitFacts? Unit { get; internal set; }

    public Fault? Fault { get; internal set; }

    /// <summary>Identifies this picture's trace in the dashboard; null when tracing is off.</summary>
    public string? TraceId { get; internal set; }

    public bool IsRunning => State is PictureState.Waiting or PictureState.Forming;

    public string Address => $"pictures/{Id}?version={Version}";

    public string DownloadAddress => $"pictures/{Id}?download=true";

    public CancellationToken Cancellation => _cancellation.Token;

    public void Cancel() => _cancellation.Cancel();
}

/// <summary>What the fleet says about the unit that made a picture; the parameters are <see cref="Frontend.Fleet.FleetUnit"/>'s.</summary>
public sealed record UnitFacts(string Accelerator, bool? Emulated, string? Platform = null, bool? Genuine = null);
