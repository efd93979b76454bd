using Gateway.Access;
using Gateway.Errors;
using Microsoft.Extensions.Options;
using ServiceDefaults.Routing;
using ServiceDefaults.Telemetry;

namespace Gateway.Admission;

/// <summary>Shows who manages what the keys are granted and what they used. No key and no hash of one is among it.</summary>
internal static class KeysEndpoint
{
    public static void MapKeys(this IEndpointRouteBuilder fleet) => fleet.MapRead("/keys", AnswerAsync).WithoutTraces();

    private static Task AnswerAsync(HttpContext context, Caller caller, KeyRing ring, Accounts accounts, KeysReload reload, IOptions<GatewayOptions> options)
    {
        // What tenants there are, and what they spend, is no business of theirs.
        if (!caller.MayManage(context)) return GatewayErrors.Unauthorized.WriteAsync(context);
        return context.Response.WriteAsJsonAsync(
            new KeysView(
                reload.Problems,
                options.Value.Replicas,
                [.. ring.All.Select(key => View(key.Account, key.Manages, key.Expires)), View(accounts.Anonymous, manages: false, null)]),
            context.RequestAborted);
    }

    private static KeyView View(Account account, bool manages, DateTimeOffset? expires)
    {
        var (terms, use) = (account.Terms, account.Look());
        return new KeyView(
            account.Tenant, account.Key, manages, expires, Text(terms.Priority), terms.Limits,
            terms.Budget is { } budget ? new KeyBudgetView(budget.Usd, Text(budget.Per), use.DollarsInPeriod) : null,
            use.Inside, use.Admitted, use.Refused, use.Dollars);
    }

    private static string Text<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
