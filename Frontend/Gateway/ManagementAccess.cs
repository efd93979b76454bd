namespace Frontend.Gateway;

/// <summary>For whom the frontend asks.</summary>
/// <param name="Key">The management key that the person gave; null: none.</param>
/// <param name="Local">Whether the person is at this machine.</param>
internal sealed record ManagementAccess(string? Key, bool Local)
{
    public void Apply(HttpRequestMessage message)
    {
        if (Key is not null)
            message.Headers.Authorization = new("Bearer", Key);
        // A gateway on this machine trusts who is on it too. The frontend is; the person it asks for may not be (RFC 7239, 6.2).
        if (!Local)
            message.Headers.TryAddWithoutValidation("Forwarded", "for=unknown");
    }
}
