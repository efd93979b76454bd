using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet;
using Gateway.Admission;

namespace Gateway.Access;

/// <summary>
/// The keys file: tenants with their keys, and keys that manage. A key's priority, limits and budget are its own, else its
/// tenant's, which each of them then has for itself. A file is taken whole or not at all.
/// </summary>
internal static partial class KeysFile
{
    public const string NameRule = "letters, digits, '.', '_' and '-', a letter or digit first, at most 64 of them";

    private const string Management = "management";
    private const string Tenants = "tenants";

    private static readonly Dictionary<string, Priority> Priorities = Enum.GetValues<Priority>().ToDictionary(value => value.ToString().ToLowerInvariant());
    private static readonly Dictionary<string, BudgetPeriod> Periods = Enum.GetValues<BudgetPeriod>().ToDictionary(value => value.ToString().ToLowerInvariant());

    public static bool IsName(string name) => Name().IsMatch(name);

    /// <exception cref="SettingsException">It cannot be read, or not be used; the message lists everything that is wrong with it.</exception>
    public static IReadOnlyList<KeyEntry> Load(string path) => Parse(Read(path), path);

    /// <exception cref="SettingsException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The keys file of {GatewayOptions.Section}:{KeysOptions.Section}:{nameof(KeysOptions.Path)} cannot be read: {exception.Message}", exception);
        }
    }

    /// <exception cref="SettingsException">It cannot be used; the message lists everything that is wrong with it.</exception>
    public static IReadOnlyList<KeyEntry> Parse(ReadOnlyMemory<byte> json, string source)
    {
        var problems = new List<FleetProblem>();
        var entries = new List<KeyEntry>();
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = new ObjectReader(document.RootElement, "$", problems);
            if (root.Object(Management) is { } managers) ReadKeys(managers, Accounts.OfManagement, null, entries);
            if (root.Object(Tenants) is { } tenants) ReadTenants(tenants, entries);
            root.Close();
        }
        catch (JsonException exception)
        {
            problems.Add(new FleetProblem("$", $"is not JSON (line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1})."));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped, is found only when it is read.
            problems.Add(new FleetProblem("$", "has a text that is not one: half of a surrogate pair."));
        }

        if (problems.Count == 0) return entries;
        var all = new FleetException(source, problems);
        throw new SettingsException(all.Message, all);
    }

    private static void ReadTenants(ObjectReader tenants, List<KeyEntry> entries)
    {
        foreach (var name in tenants.Names)
        {
            if (!IsName(name) || name is Accounts.OfManagement or Accounts.OfSettings)
                tenants.Note(name, $"is no name for a tenant: {NameRule}, and neither {Accounts.OfManagement} nor {Accounts.OfSettings}.");
            var tenant = tenants.Object(name)!;
            var terms = ReadTerms(tenant, KeyTerms.None);
            if (tenant.Object("keys", required: true) is { } keys) ReadKeys(keys, name, terms, entries);
            tenant.Close();
        }
    }

    /// <param name="terms">What keys have that say nothing else; null: they have none.</param>
    private static void ReadKeys(ObjectReader keys, string tenant, KeyTerms? terms, List<KeyEntry> entries)
    {
        foreach (var name in keys.Names)
        {
            if (!IsName(name)) keys.Note(name, $"is no name for a key: {NameRule}.");
            var key = keys.Object(name)!;
            var hash = ReadHash(key);
            if (hash is not null && entries.Find(other => other.Hash.Is(hash)) is { } twin) key.Note("hash", $"is the hash of {twin.Tenant}/{twin.Name} too.");
            var expires = ReadTime(key, "expires");
            // Whoever manages looks anyway.
            var looks = terms is null || key.Flag("looks");
            var own = terms is null ? KeyTerms.None : ReadTerms(key, terms);
            key.Close();
            if (hash is not null) entries.Add(new KeyEntry(tenant, name, hash, expires, Manages: terms is null, own) { Looks = looks });
        }
    }

    private static KeyHash? ReadHash(ObjectReader key)
    {
        // Never repeated: it may be the key itself, by mistake, and this is logged.
        if (key.Text("hash") is { Length: > 0 } text)
        {
            if (KeyHash.TryParse(text, out var hash)) return hash;
            key.Note("hash", $"is not '{KeyHash.Prefix}' and 64 hexadecimal digits, as the command '{NewKey.Command}' prints them. The key itself must not stand here.");
        }

        return null;
    }

    private static KeyTerms ReadTerms(ObjectReader reader, KeyTerms others)
    {
        var limits = others.Limits;
        if (reader.Object("limits") is { } given)
        {
            limits = new KeyLimits
            {
                Concurrent = (int?)given.Whole("concurrent", 1, int.MaxValue),
                RequestsPerMinute = given.Positive("requestsPerMinute"),
                ImagesPerMinute = given.Positive("imagesPerMinute"),
                TokensPerMinute = given.Positive("tokensPerMinute"),
            }.Or(limits);
            given.Close();
        }

        var budget = others.Budget;
        if (reader.Object("budget") is { } money)
        {
            var dollars = money.Positive("usd", required: true);
            var period = money.Choice("per", BudgetPeriod.Month, Periods);
            money.Close();
            budget = new KeyBudget(dollars ?? 0, period);
        }

        return new KeyTerms(reader.Choice("priority", others.Priority, Priorities), limits, budget);
    }

    private static DateTimeOffset? ReadTime(ObjectReader key, string name)
    {
        if (!key.Has(name) || key.Text(name) is not { Length: > 0 } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        key.Note(name, $"'{text}' is no time such as 2027-01-31 or 2027-01-31T12:00:00Z.");
        return null;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    private static partial Regex Name();
}
