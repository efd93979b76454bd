namespace Pjrt.Emulation;

/// <summary>Native objects that are alive, and what was done since the start of the process or client.</summary>
public sealed record EmulatorCounters
{
    /// <summary>Clients alive.</summary>
    public long Clients { get; init; }

    /// <summary>Errors alive.</summary>
    public long Errors { get; init; }

    /// <summary>Events alive.</summary>
    public long Events { get; init; }

    /// <summary>Buffers alive.</summary>
    public long Buffers { get; init; }

    /// <summary>Executables alive.</summary>
    public long Executables { get; init; }

    /// <summary>Loaded executables alive.</summary>
    public long LoadedExecutables { get; init; }

    /// <summary>Topologies alive.</summary>
    public long Topologies { get; init; }

    /// <summary>Serialised executables alive.</summary>
    public long SerializedExecutables { get; init; }

    /// <summary>Programs that were parsed and planned.</summary>
    public long Compilations { get; init; }

    /// <summary>Serialised executables that were loaded, which takes no compilation.</summary>
    public long Loads { get; init; }

    /// <summary>Executions, each device taking part counted.</summary>
    public long Executions { get; init; }

    /// <summary>All objects alive.</summary>
    public long Live =>
        Clients + Errors + Events + Buffers + Executables + LoadedExecutables + Topologies + SerializedExecutables;
}
