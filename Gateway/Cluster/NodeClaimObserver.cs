using System.Text.Json;

namespace Gateway.Cluster;

/// <summary>Karpenter's NodeClaims: a machine that was launched, and one whose launch failed for want of capacity.</summary>
internal sealed class NodeClaimObserver(PoolShortage shortage, TimeProvider time) : IResourceObserver
{
    private const string Pool = "karpenter.sh/nodepool";

    public void Replace(IReadOnlyList<JsonElement> objects)
    {
        foreach (var claim in objects) Put(claim);
    }

    public void Put(JsonElement item)
    {
        if (item.Label(Pool) is not { } pool || !shortage.Knows(pool) || item.Condition("Launched") is not { } launched) return;
        var when = launched.At("lastTransitionTime").Time() ?? time.GetUtcNow();
        if (launched.At("status").Text() == "True")
            shortage.Launched(pool, item.Name(), when);
        else if (CapacityText.TellsShortage(launched.At("reason").Text(), launched.At("message").Text()))
            shortage.Refused(pool, launched.At("message").Text() ?? launched.At("reason").Text()!, when, "nodeclaim");
    }

    public void Remove(JsonElement item)
    {
        // Karpenter deletes a claim that got no machine, and one whose machine goes: the reasons were told before.
    }
}
