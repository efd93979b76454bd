namespace Gateway.Admission;

/// <summary>
/// What one key, or everybody without one, has asked for here and may yet. It outlives its key's place in the file: who
/// comes back, by another key of the same name too, has not paid.
/// </summary>
internal sealed class Account
{
    private readonly Lock _lock = new();
    private readonly int _replicas;
    private readonly TimeProvider _time;
    private readonly TokenBucket _requests;
    private readonly TokenBucket _images;
    private readonly TokenBucket _tokens;
    private readonly Spend _spend;
    private KeyTerms _terms = KeyTerms.None;
    private KeyLimits _limits = new();
    private KeyBudget? _budget;
    private int _inside;
    private long _admitted;
    private long _refused;

    public Account(string tenant, string key, KeyTerms terms, int replicas, TimeProvider time)
    {
        Tenant = tenant;
        Key = key;
        _replicas = replicas;
        _time = time;
        _requests = new TokenBucket(time);
        _images = new TokenBucket(time);
        _tokens = new TokenBucket(time);
        _spend = new Spend(time);
        Terms = terms;
    }

    public string Tenant { get; }

    public string Key { get; }

    /// <summary>For people: <c>shop/web</c>.</summary>
    public string Name => Tenant.Length == 0 ? Key : $"{Tenant}/{Key}";

    /// <summary>As granted, not divided by gateways. A change leaves what was used used.</summary>
    public KeyTerms Terms
    {
        get => Volatile.Read(ref _terms);
        set
        {
            lock (_lock)
            {
                _limits = value.Limits.DividedBy(_replicas);
                _budget = value.Budget is { } budget ? budget with { Usd = budget.Usd / _replicas } : null;
                _requests.PerMinute = _limits.RequestsPerMinute;
                _images.PerMinute = _limits.ImagesPerMinute;
                _tokens.PerMinute = _limits.TokensPerMinute;
                Volatile.Write(ref _terms, value);
            }
        }
    }

    /// <summary>Whether answers tell what is left.</summary>
    public bool HasRates => Terms.Limits is not { RequestsPerMinute: null, ImagesPerMinute: null, TokensPerMinute: null };

    /// <summary>A request has come, of which nothing more is known; null: it may be read, and <see cref="Leave"/> must follow.</summary>
    public Refusal? Enter()
    {
        lock (_lock)
        {
            // Nobody knows when one of its own requests ends; a second is a fair guess.
            if (_inside >= _limits.Concurrent) return Refused(new Refusal(LimitKind.Concurrent, _limits.Concurrent!.Value, TimeSpan.FromSeconds(1)));
            if (_requests.WaitFor(1) is var wait && wait > TimeSpan.Zero) return Refused(new Refusal(LimitKind.Requests, _requests.PerMinute!.Value, wait));
            _requests.Take(1);
            _inside++;
            return null;
        }
    }

    /// <summary>It is known what the request asks for; null: it may have it, and <see cref="Settle"/> must follow.</summary>
    /// <param name="reserved">Dollars of its budget that are held back for it: by the terms of now, which another keys file may change.</param>
    public Refusal? Take(in Work work, out double reserved)
    {
        reserved = 0;
        lock (_lock)
        {
            if (_images.WaitFor(work.Images) is var forImages && work.Images > 0 && forImages > TimeSpan.Zero)
                return Refused(new Refusal(LimitKind.Images, _images.PerMinute!.Value, forImages));
            if (_tokens.WaitFor(work.Tokens) is var forTokens && work.Tokens > 0 && forTokens > TimeSpan.Zero)
                return Refused(new Refusal(LimitKind.Tokens, _tokens.PerMinute!.Value, forTokens));
            if (_budget is { } budget && !_spend.TryReserve(work.MostDollars, budget))
            {
                var now = _time.GetUtcNow();
                return Refused(new Refusal(LimitKind.Budget, budget.Usd, budget.Per.End(now) - now));
            }

            if (_budget is not null) reserved = work.MostDollars;
            _images.Take(work.Images);
            _tokens.Take(work.Tokens);
            _admitted++;
            return null;
        }
    }

    /// <summary>It is known what became of it.</summary>
    /// <param name="worked">Whether a unit worked for it; what none did counts towards no limit but that of requests.</param>
    /// <param name="reserved">What <see cref="Take"/> held back.</param>
    /// <param name="dollars">What it cost.</param>
    public void Settle(in Work work, double reserved, bool worked, double dollars)
    {
        lock (_lock)
        {
            _spend.Settle(reserved, dollars, _budget?.Per ?? BudgetPeriod.Total);
            if (worked) return;
            _images.GiveBack(work.Images);
            _tokens.GiveBack(work.Tokens);
        }
    }

    public void Leave()
    {
        lock (_lock) _inside--;
    }

    /// <summary>Counts a request that others than the key's limits kept out.</summary>
    public void CountRefused()
    {
        lock (_lock) _refused++;
    }

    /// <summary>Takes up where an earlier process ended.</summary>
    public void Resume(AccountSpend spend)
    {
        lock (_lock) _spend.Resume(spend.Total, spend.InPeriod, spend.Period);
    }

    public AccountSpend Spent()
    {
        lock (_lock)
        {
            var period = _spend.Turn(_budget?.Per ?? BudgetPeriod.Total);
            return new AccountSpend(Tenant, Key, _spend.Total, _spend.InPeriod, period);
        }
    }

    public AccountUse Look()
    {
        lock (_lock)
        {
            _spend.Turn(_budget?.Per ?? BudgetPeriod.Total);
            return new AccountUse(_inside, _admitted, _refused, _spend.Total, _spend.InPeriod);
        }
    }

    /// <summary>The rates as they are here, with what is left of them.</summary>
    public (RateLeft? Requests, RateLeft? Images, RateLeft? Tokens) Rates()
    {
        lock (_lock) return (Left(_requests), Left(_images), Left(_tokens));

        static RateLeft? Left(TokenBucket bucket) => bucket.PerMinute is { } limit ? new RateLeft(limit, bucket.Left, bucket.UntilFull) : null;
    }

    private Refusal Refused(Refusal refusal)
    {
        _refused++;
        return refusal;
    }
}

/// <summary>A rate's limit in a minute, what is left of it, and how long until it is whole again.</summary>
internal readonly record struct RateLeft(double Limit, long Left, TimeSpan UntilFull);

/// <summary>What an account has done since the start.</summary>
internal readonly record struct AccountUse(int Inside, long Admitted, long Refused, double Dollars, double DollarsInPeriod);

/// <summary>What an account spent, as it is kept beyond a process.</summary>
internal sealed record AccountSpend(string Tenant, string Key, double Total, double InPeriod, DateTimeOffset Period);
