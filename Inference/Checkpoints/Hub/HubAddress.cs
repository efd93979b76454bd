using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Inference.Checkpoints.Hub;

/// <summary>A checkpoint on the Hugging Face Hub: <c>hf://owner/name@revision</c>.</summary>
/// <param name="Owner">User or organisation.</param>
/// <param name="Name">The repository's name.</param>
/// <param name="Revision">A commit, or a branch or tag, which the first fetch pins to a commit.</param>
public sealed partial record HubAddress(string Owner, string Name, string Revision)
{
    /// <summary><c>owner/name</c>.</summary>
    public string Repository => $"{Owner}/{Name}";

    /// <summary>Whether the revision names the same files for ever.</summary>
    public bool IsCommit => Commit().IsMatch(Revision);

    /// <summary>Where a model store has it, from the store's root: <c>models/owner/name/revision</c>, a revision's slashes as hyphens.</summary>
    public string StorePath => $"models/{Repository}/{Revision.Replace('/', '-')}";

    /// <summary>Reads an address; false when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HubAddress? address)
    {
        var match = Form().Match(text);
        address = match.Success ? new HubAddress(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : null;
        // Names become folders here, and parts of addresses there.
        if (address is not null && $"{address.Repository}/{address.Revision}".Split('/').Any(part => part is "" or "." or ".."))
            address = null;
        return address is not null;
    }

    /// <summary>As the fleet writes it.</summary>
    public override string ToString() => $"hf://{Repository}@{Revision}";

    [GeneratedRegex(@"^hf://([\w.-]+)/([\w.-]+)@([\w./-]+)$")]
    private static partial Regex Form();

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex Commit();
}
