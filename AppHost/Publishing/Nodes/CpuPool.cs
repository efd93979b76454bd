using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;

namespace AppHost.Publishing.Nodes;

/// <summary>The pool of everything that needs no accelerator.</summary>
internal static class CpuPool
{
    public static NodePool Create()
    {
        var pool = NodePools.Create(NodePools.Cpu);
        var machines = pool.Spec.Template.Spec;
        machines.Requirements.Add(NodePools.In("karpenter.sh/capacity-type", "on-demand"));
        machines.Requirements.Add(NodePools.In("karpenter.k8s.aws/instance-category", "c", "m", "r"));
        machines.Requirements.Add(new() { Key = "karpenter.k8s.aws/instance-generation", Operator = "Gt", Values = new[] { "5" } });
        pool.Spec.Limits["cpu"] = Helm.Number(NodeValues.CpuLimit);
        pool.Spec.Disruption = new() { ConsolidationPolicy = "WhenEmptyOrUnderutilized", ConsolidateAfter = "5m", Budgets = { new() { Nodes = "1" } } };
        return pool;
    }
}
