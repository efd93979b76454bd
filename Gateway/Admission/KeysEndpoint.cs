using Gateway.Access;
using Gateway.Errors;
using Microsoft.Extensions.Options;
using ServiceDefaults.Routing;
using ServiceDefaults.Telemetry;

namespace Gateway.Admission;

/// <summary>Shows who manages what the keys are granted and what they used, and each other key that of its own. No key and no hash of one is among it.</summary>
internal static class KeysEndpoint
{
    public static void MapKeys(this IEndpointRouteBuilder app) => app.MapRead("/fleet/keys", AnswerAsync).WithoutTraces();

    private static Task AnswerAsync(HttpContext context, Caller caller, KeyRing ring, Accounts accounts, KeysReload reload, IOptions<GatewayOptions> options)
    {
        // What other tenants there are, and what they spend, is no business of theirs.
        var view = caller.MayManage(context)
            ? new KeysView(reload.Problems, options.Value.Replicas, [.. ring.All.Select(View), View(accounts.Anonymous, manages: false, looks: false, null)])
            : ring.Find(context) is { } own ? new KeysView(null, options.Value.Replicas, [View(own)])
            : null;
        return view is null ? GatewayErrors.Unauthorized.WriteAsync(context) : context.Response.WriteAsJsonAsync(view, context.RequestAborted);
    }

    private static KeyView View(Credential key) => View(key.Account, key.Manages, key.Looks, key.Expires);

    private static KeyView View(Account account, bool manages, bool looks, DateTimeOffset? expires)
    {
        var (terms, use) = (account.Terms, account.Look());
        return new KeyView(
            account.Tenant, account.Key, manages, expires, Text(terms.Priority), terms.Limits,
            terms.Budget is { } budget ? new KeyBudgetView(budget.Usd, Text(budget.Per), use.DollarsInPeriod) : null,
            use.Inside, use.Admitted, use.Refused, use.Dollars)
        {
            Looks = looks,
        };
    }

    private static string Text<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
