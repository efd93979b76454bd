using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Waking;

/// <summary>What requests wait for: a model at a size, or a unit that the client named. The same after the fleet file was read again, so that nobody is overtaken then.</summary>
internal readonly struct Place(ModelRoute route, LiveUnit? pinned) : IEquatable<Place>
{
    public ModelRoute Route => route.Now;

    public LiveUnit? Pinned => pinned;

    public static Place Of(in Target target) => new(target.Route, target.Pinned);

    /// <summary>Whether an answer of this route makes room for it.</summary>
    public bool IsOf(ModelRoute other) => route.Model.Name == other.Model.Name && route.Size == other.Size;

    /// <summary>Whether a worker that has come may take it.</summary>
    public bool IsServedBy(LiveUnit unit, Worker worker) => (pinned is null ? Route.Units.Contains(unit) : pinned == unit) && worker.Serves(route.Size);

    public bool Equals(Place other) => IsOf(other.Route) && pinned == other.Pinned;

    public override bool Equals(object? obj) => obj is Place other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(route.Model.Name, route.Size, pinned);
}
