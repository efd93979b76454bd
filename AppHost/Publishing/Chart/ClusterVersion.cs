using System.Text.RegularExpressions;

namespace AppHost.Publishing.Chart;

/// <summary>The Kubernetes that the chart's objects are written for, which helm asks the cluster about before it installs.</summary>
internal static partial class ClusterVersion
{
    /// <summary>The earliest.</summary>
    public const string Earliest = "1.34";

    /// <summary>Says so in the text of Chart.yaml, in place of the publisher's own. EKS versions look like prereleases.</summary>
    public static string Require(string chart)
    {
        var line = Published();
        return line.IsMatch(chart)
            ? line.Replace(chart, $"kubeVersion: \">= {Earliest}.0-0\"")
            : throw new DistributedApplicationException("The published Chart.yaml names no kubeVersion to be replaced.");
    }

    [GeneratedRegex("^kubeVersion: .*$", RegexOptions.Multiline)]
    private static partial Regex Published();
}
