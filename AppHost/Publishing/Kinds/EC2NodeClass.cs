using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace AppHost.Publishing.Kinds;

/// <summary>Karpenter's EC2NodeClass: image, role, network and disk of the machines.</summary>
internal sealed class EC2NodeClass() : BaseKubernetesResource("karpenter.k8s.aws/v1", "EC2NodeClass")
{
    [YamlMember(Alias = "spec")]
    public EC2NodeClassSpec Spec { get; set; } = new();
}

internal sealed class EC2NodeClassSpec
{
    [YamlMember(Alias = "amiSelectorTerms")]
    public List<AmiTerm> AmiSelectorTerms { get; } = [];

    [YamlMember(Alias = "role")]
    public string Role { get; set; } = "";

    [YamlMember(Alias = "subnetSelectorTerms")]
    public List<TagTerm> SubnetSelectorTerms { get; } = [];

    [YamlMember(Alias = "securityGroupSelectorTerms")]
    public List<TagTerm> SecurityGroupSelectorTerms { get; } = [];

    [YamlMember(Alias = "blockDeviceMappings")]
    public List<BlockDevice> BlockDeviceMappings { get; } = [];

    [YamlMember(Alias = "instanceStorePolicy")]
    public string? InstanceStorePolicy { get; set; }

    [YamlMember(Alias = "metadataOptions")]
    public MetadataOptions MetadataOptions { get; set; } = new();
}

internal sealed class AmiTerm
{
    [YamlMember(Alias = "alias")]
    public string Alias { get; set; } = "";
}

internal sealed class TagTerm
{
    [YamlMember(Alias = "tags")]
    public Dictionary<string, string> Tags { get; } = [];
}

internal sealed class BlockDevice
{
    [YamlMember(Alias = "deviceName")]
    public string DeviceName { get; set; } = "";

    [YamlMember(Alias = "ebs")]
    public EbsVolume Ebs { get; set; } = new();
}

internal sealed class EbsVolume
{
    [YamlMember(Alias = "volumeSize")]
    public string VolumeSize { get; set; } = "";

    [YamlMember(Alias = "volumeType")]
    public string VolumeType { get; set; } = "gp3";

    [YamlMember(Alias = "throughput")]
    public int Throughput { get; set; }

    [YamlMember(Alias = "encrypted")]
    public bool Encrypted { get; set; } = true;

    [YamlMember(Alias = "deleteOnTermination")]
    public bool DeleteOnTermination { get; set; } = true;
}

/// <summary>The machine's own metadata, and with it its role: no pod gets there in one hop.</summary>
internal sealed class MetadataOptions
{
    [YamlMember(Alias = "httpEndpoint")]
    public string HttpEndpoint { get; set; } = "enabled";

    [YamlMember(Alias = "httpTokens")]
    public string HttpTokens { get; set; } = "required";

    [YamlMember(Alias = "httpPutResponseHopLimit")]
    public int HttpPutResponseHopLimit { get; set; } = 1;
}
