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
    private readonly Dictionary<(string Tenant, string Key), AccountSpend> _before;
    private readonly KeyLimits _limits;
    private readonly int _replicas;
    private readonly TimeProvider _time;

    /// <exception cref="SettingsException">What was spent before cannot be read.</exception>
    public Accounts(IOptions<GatewayOptions> options, TimeProvider time)
    {
        _before = SpendFile.Read(options.Value).ToDictionary(spend => (spend.Tenant, spend.Key));
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
        var account = _all.GetOrAdd((tenant, key), _ => Create(tenant, key, granted));
        if (account.Terms != granted) account.Terms = granted;
        return account;
    }

    /// <summary>What was spent, by those too whose keys are gone: who comes back has not paid.</summary>
    public IEnumerable<AccountSpend> Spent() =>
        [.. _all.Values.Select(account => account.Spent()).Where(spend => spend.Total > 0), .. _before.Where(spend => !_all.ContainsKey(spend.Key)).Select(spend => spend.Value)];

    private Account Create(string tenant, string key, KeyTerms terms)
    {
        var account = new Account(tenant, key, terms, _replicas, _time);
        if (_before.TryGetValue((tenant, key), out var spend)) account.Resume(spend);
        return account;
    }
}
