namespace Aspire.Hosting.Pipelines;

/// <summary>What the command line says about a run: configuration section <c>Pipeline</c>.</summary>
public class PipelineOptions
{
    /// <summary>The step to run; <c>publish</c> when null.</summary>
    public string? Step { get; set; }

    /// <summary>Where the output goes.</summary>
    public string? OutputPath { get; set; }

    /// <summary>The least log level that is shown.</summary>
    public string? LogLevel { get; set; }

    /// <summary>Whether what an earlier deployment remembered is forgotten.</summary>
    public bool ClearCache { get; set; }
}
