namespace Gateway.Admission;

/// <summary>The section <c>Gateway:Admission</c>: who gets in when more is asked for than is to be served. Without it nobody is kept out.</summary>
internal sealed class AdmissionOptions
{
    public const string Section = "Admission";

    /// <summary>What each key may ask for that has no limits of its own, and all without a key together.</summary>
    public KeyLimits Limits { get; set; } = new();

    /// <summary>Requests that a ready worker of the model gets at once; more wait here, by priority. Null: none waits, workers queue.</summary>
    public int? PerWorker { get; set; }

    /// <summary>Requests that wait at most, all models' together.</summary>
    public int Queue { get; set; } = 100;

    /// <summary>Nobody waits longer for a worker.</summary>
    public TimeSpan QueueTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>No request takes longer from its arrival to the end of its answer, those that measure left out; null: as long as workers say something.</summary>
    public TimeSpan? TimeLimit { get; set; }

    /// <summary>Values that are out of their ranges; null: that one is not.</summary>
    public IEnumerable<SettingsException?> Problems()
    {
        foreach (var problem in Limits.Problems($"{Section}:{nameof(Limits)}")) yield return problem;
        if (PerWorker is < 1) yield return GatewaySettings.Wrong($"{Section}:{nameof(PerWorker)}", $"{PerWorker}", "a whole number of at least 1");
        if (Queue < 0) yield return GatewaySettings.Wrong($"{Section}:{nameof(Queue)}", $"{Queue}", "a whole number of at least 0");
        yield return GatewaySettings.WrongTime($"{Section}:{nameof(QueueTime)}", QueueTime);
        if (TimeLimit is { } limit) yield return GatewaySettings.WrongTime($"{Section}:{nameof(TimeLimit)}", limit);
    }
}
