using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;

namespace AppHost.Publishing.Nodes;

/// <summary>
/// The machines of every pool. One class serves CPU, GPU and Neuron: the al2023 alias stands for three images, of which
/// Karpenter takes the one that fits the instance type.
/// </summary>
internal static class NodeClass
{
    public const string Name = "inference";

    private const string DiscoveryTag = "karpenter.sh/discovery";

    public static EC2NodeClass Create()
    {
        var machines = new EC2NodeClass { Metadata = { Name = Name } };
        var spec = machines.Spec;
        spec.AmiSelectorTerms.Add(new() { Alias = Helm.Text(NodeValues.AmiAlias) });
        spec.Role = $"{{{{ default (printf `KarpenterNodeRole-%s` {Helm.Path(NodeValues.ClusterName)}) {Helm.Path(NodeValues.Role)} }}}}";
        spec.SubnetSelectorTerms.Add(OfCluster());
        spec.SecurityGroupSelectorTerms.Add(OfCluster());
        spec.BlockDeviceMappings.Add(new()
        {
            DeviceName = "/dev/xvda",
            // Images of several gigabytes come through this disk before a server starts.
            Ebs = new() { VolumeSize = Helm.Text(NodeValues.RootVolume), Throughput = 500 },
        });
        // Where a machine has disks of its own, images and caches go there.
        spec.InstanceStorePolicy = "RAID0";
        return machines.When(Helm.Path(NodeValues.Create));
    }

    private static TagTerm OfCluster() => new() { Tags = { [DiscoveryTag] = Helm.Text(NodeValues.ClusterName) } };
}
