using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;

namespace AppHost.Publishing.Nodes;

/// <summary>What all node pools have alike.</summary>
internal static class NodePools
{
    /// <summary>The label by which a pod says which pool it wants.</summary>
    public const string Label = "karpenter.sh/nodepool";

    /// <summary>The pool of gateway, frontend and collector.</summary>
    public const string Cpu = "cpu";

    public static NodePool Create(string name)
    {
        var pool = new NodePool { Metadata = { Name = name } };
        var machines = pool.Spec.Template.Spec;
        machines.NodeClassRef.Name = NodeClass.Name;
        machines.Requirements.Add(In("kubernetes.io/os", "linux"));
        // What the images are built for.
        machines.Requirements.Add(In("kubernetes.io/arch", "amd64"));
        machines.ExpireAfter = Helm.Text(NodeValues.ExpireAfter);
        machines.TerminationGracePeriod = Helm.Text(NodeValues.TerminationGracePeriod);
        return pool.When(Helm.Path(NodeValues.Create));
    }

    public static NodeRequirement In(string key, params IEnumerable<string> values) => new() { Key = key, Values = values.ToArray() };
}
