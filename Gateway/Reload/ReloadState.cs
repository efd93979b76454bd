namespace Gateway.Reload;

/// <summary>How the last reading of a kind of configuration went.</summary>
/// <param name="Files">Where it is read from; none: it cannot change.</param>
/// <param name="Read">When what is in force was read.</param>
/// <param name="Problems">What is wrong with what is there now, and why the old one is in force; none: what is there is in force.</param>
internal sealed record ReloadState(IReadOnlyList<string> Files, DateTimeOffset Read, IReadOnlyList<string> Problems);
