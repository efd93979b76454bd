using System.Net;
using Frontend.Gateway;

namespace Frontend.Fleet;

/// <summary>
/// Changes the fleet for the person at this browser. Somebody at the machine itself may do so where the gateway is on it
/// too; anybody else needs the management key, which is kept for this session alone.
/// </summary>
internal sealed class FleetManager(IServiceScopeFactory scopes, FleetFeed feed)
{
    private string? _key;

    /// <summary>Whether the browser runs on this machine.</summary>
    public bool Local { get; set; }

    public bool HasKey => _key is not null;

    /// <summary>Whether changes will be taken, as far as is known.</summary>
    public bool MayManage(FleetSnapshot fleet) => HasKey || (Local && fleet.MayManage);

    /// <summary>Takes a key that the gateway accepts.</summary>
    /// <exception cref="InferenceException">It does not, or does not answer.</exception>
    public async Task UnlockAsync(string key, CancellationToken cancellation)
    {
        key = key.Trim();
        if (key.Length == 0)
            throw new InferenceException(new("There is no key", "Type or paste the gateway's management key."));
        if (!key.All(sign => sign is > ' ' and <= '~'))
            throw new InferenceException(new("This is not a key", "A key has neither spaces nor letters beyond ASCII. Was more than the key pasted?"));
        var fleet = await AskAsync((client, access) => client.GetFleetAsync(access, cancellation), new(key, Local));
        if (!fleet.MayManage)
            throw new InferenceException(new("This key opens no management", "The gateway takes it for inference and a look at the fleet. Changes need the management key."));
        _key = key;
    }

    public void Lock() => _key = null;

    public Task<FleetSnapshot> SetModeAsync(string mode, CancellationToken cancellation) =>
        ChangeAsync(HttpMethod.Put, "fleet/mode", new { mode }, cancellation);

    public Task<FleetSnapshot> DrainAsync(string unit, bool drained, CancellationToken cancellation) =>
        ChangeAsync(HttpMethod.Put, $"fleet/units/{Uri.EscapeDataString(unit)}", new { state = drained ? "drained" : "active" }, cancellation);

    public Task<FleetSnapshot> SetShortAsync(string unit, bool @short, CancellationToken cancellation) =>
        ChangeAsync(HttpMethod.Post, "fleet/capacity", new { unit, available = !@short }, cancellation);

    /// <summary>Lets one device fail, in the middle, for that one has a part in every picture; or all work again.</summary>
    public Task<FleetSnapshot> FailDeviceAsync(FleetUnit unit, bool fails, CancellationToken cancellation) =>
        ChangeAsync(
            HttpMethod.Put, $"fleet/units/{Uri.EscapeDataString(unit.Name)}/devices",
            fails ? new { fault = "fail", device = unit.Devices / 2 } : new { fault = "none" }, cancellation);

    private async Task<FleetSnapshot> ChangeAsync(HttpMethod method, string path, object body, CancellationToken cancellation)
    {
        try
        {
            return await AskAsync((client, access) => client.ChangeFleetAsync(method, path, body, access, cancellation), new(_key, Local));
        }
        catch (InferenceException exception) when (exception.Status is HttpStatusCode.Unauthorized)
        {
            // It was changed meanwhile: whoever has the new one is asked for it.
            Lock();
            throw;
        }
        finally
        {
            feed.Forget();
        }
    }

    private async Task<FleetSnapshot> AskAsync(Func<InferenceClient, ManagementAccess, Task<FleetSnapshot>> question, ManagementAccess access)
    {
        // A client for each question: its handler follows the gateway when it moves.
        using var scope = scopes.CreateScope();
        try
        {
            return await question(scope.ServiceProvider.GetRequiredService<InferenceClient>(), access);
        }
        catch (InferenceException exception) when (exception.Status is HttpStatusCode.Unauthorized && access.Key is not null)
        {
            throw new InferenceException(new("The gateway does not take this key", "It is the one that the gateway has as its management key.", exception.Fault.Code), exception) { Status = exception.Status };
        }
    }
}
