using Gateway.Admission;
using Microsoft.Extensions.Options;
using ServiceDefaults.Access;

namespace Gateway.Access;

/// <summary>Who asks, and what that allows: anonymous use is for loopback, everything else needs a key, and each opens what it says.</summary>
internal sealed class Caller(KeyRing keys, Accounts accounts, IOptions<GatewayOptions> options)
{
    public bool MayManage(HttpContext context) => LocalCaller.Is(context) || keys.Find(context) is { Manages: true };

    /// <summary>Whether the caller may look at the fleet without changing it: workers, reasons, the bill. Tenants may not unless their key says so.</summary>
    public bool MayLook(HttpContext context) => LocalCaller.Is(context) || keys.Find(context) is { Looks: true };

    public bool MayInfer(HttpContext context) => options.Value.AnonymousInference || LocalCaller.Is(context) || keys.Find(context) is not null;

    /// <summary>On whose account the caller infers; null: it may not. A key that is not known is none, for clients that must send one.</summary>
    public Account? Account(HttpContext context) => keys.Find(context)?.Account ?? (options.Value.AnonymousInference || LocalCaller.Is(context) ? accounts.Anonymous : null);
}
