namespace Gateway.Access;

/// <summary>The section <c>Gateway:Keys</c>: where keys are granted.</summary>
internal sealed class KeysOptions
{
    public const string Section = "Keys";

    /// <summary>The keys file; a relative path starts where those of the fleet do. Null: there are no keys but those of the settings.</summary>
    public string? Path { get; set; }

    /// <summary>How often it is looked at.</summary>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A file of this gateway's own in which it keeps what keys have spent. Null: budgets begin anew with the process.</summary>
    public string? SpendPath { get; set; }
}
