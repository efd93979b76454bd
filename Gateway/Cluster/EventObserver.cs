using System.Text.Json;
using Gateway.Units;

namespace Gateway.Cluster;

/// <summary>Events about NodeClaims, whose reason outlives the claim that Karpenter deletes, and about the units' pods.</summary>
internal sealed class EventObserver(PoolShortage shortage, PodObserver pods, TimeProvider time) : IResourceObserver
{
    public void Replace(IReadOnlyList<JsonElement> objects)
    {
        foreach (var item in objects) Put(item);
    }

    public void Put(JsonElement item)
    {
        var (reason, message) = (item.At("reason").Text(), item.At("message").Text());
        if (!CapacityText.TellsShortage(reason, message)) return;
        var about = item.At("involvedObject");
        var when = LastSeen(item);
        var name = about.At("name").Text() ?? "";
        switch (about.At("kind").Text())
        {
            case "NodeClaim" when shortage.PoolOf(name) is { } pool:
                shortage.Refused(pool, message ?? reason!, when, "event");
                break;
            case "NodePool" when shortage.Knows(name):
                shortage.Refused(name, message ?? reason!, when, "event");
                break;
            case "Pod" when pods.UnitOf(name) is { } unit:
                shortage.Refused(unit, message ?? reason!, when, "event");
                break;
        }
    }

    public void Remove(JsonElement item)
    {
        // Events are forgotten after an hour; what they told was forgotten before.
    }

    /// <summary>One event stands for many: it is told when it was last seen.</summary>
    private DateTimeOffset LastSeen(JsonElement item) =>
        item.At("series").At("lastObservedTime").Time() ?? item.At("lastTimestamp").Time() ?? item.At("eventTime").Time()
        ?? item.At("metadata").At("creationTimestamp").Time() ?? time.GetUtcNow();
}
