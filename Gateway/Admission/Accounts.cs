using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Gateway.Admission;

/// <summary>The accounts of all keys that there are or were.</summary>
internal sealed class Accounts
{
    /// <summary>The tenant of keys that stand in the settings.</summary>
    public const string OfSettings = "settings";

    /// <summary>The tenant of keys that manage.</summary>
    public const string OfManagement = "management";

    private readonly ConcurrentDictionary<(string Tenant, string Key), Account> _all = new();
    private readonly KeyLimits _limits;
    private readonly int _replicas;
    private readonly TimeProvider _time;

    public Accounts(IOptions<GatewayOptions> options, TimeProvider time)
    {
        _limits = options.Value.Admission.Limits;
        _replicas = options.Value.Replicas;
        _time = time;
        Anonymous = Of("", "anonymous", KeyTerms.None);
    }

    /// <summary>Everybody without a key, together.</summary>
    public Account Anonymous { get; }

    public IEnumerable<Account> All => _all.Values;

    /// <summary>The account of a key, from now on by these terms; limits of the settings hold where they say nothing.</summary>
    public Account Of(string tenant, string key, KeyTerms terms)
    {
        // Who manages is not kept out.
        var granted = tenant == OfManagement ? terms : terms with { Limits = terms.Limits.Or(_limits) };
        var account = _all.GetOrAdd((tenant, key), static (id, given) => new Account(id.Tenant, id.Key, given.Terms, given.Replicas, given.Time), (Terms: granted, Replicas: _replicas, Time: _time));
        if (account.Terms != granted) account.Terms = granted;
        return account;
    }
}
