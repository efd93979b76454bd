using AppHost.Publishing.Ingress;

namespace AppHost.Publishing.Values;

/// <summary>Section <c>ingress</c>: what leads into the cluster.</summary>
internal static class IngressValues
{
    public const string Form = "ingress.form";
    public const string Gateway = "gateway";
    public const string Weighted = "weighted";
    public const string Scheme = "ingress.scheme";
    public const string Host = "ingress.host";
    public const string Certificate = "ingress.certificateArn";
    public const string Stickiness = "ingress.stickinessSeconds";

    private const string Setting = "Publishing:IngressForm";
    private const string None = "none";

    /// <exception cref="DistributedApplicationException">The form that was asked for does not suit the fleet.</exception>
    public static IEnumerable<ChartValue> For(FleetChart chart)
    {
        var form = chart.Gateway.ApplicationBuilder.Configuration[Setting] is { Length: > 0 } given ? given : Gateway;
        string[] forms = [Gateway, Weighted, None];
        if (!forms.Contains(form))
            throw new DistributedApplicationException($"{Setting} is '{form}'; use {string.Join(" or ", forms)}.");
        if (form == Weighted && new WeightedUnits(chart.Fleet).Problem is { } problem)
            throw new DistributedApplicationException(problem);
        return
        [
            new(Form, form, "What the load balancer leads to: the gateway, or units straight by fixed weights (at most five, with nobody asking for a key); or no load balancer.", [.. forms]),
            new(Scheme, "internal", "Whether the load balancer is reached from the private network or from the internet.", "internal", "internet-facing"),
            new(Host, "", "The host name that is answered for, without scheme; any when empty.") { Pattern = ValuePatterns.HostOrNone },
            new(Certificate, "", "The certificate (ACM) for TLS. With one, plain HTTP is redirected; without, there is nothing but plain HTTP.") { Pattern = "^(arn:[^ ]+)?$" },
            new(Stickiness, 200, "With weights: seconds that a client stays with the unit it was first sent to.") { Minimum = 1, Maximum = 604800 },
        ];
    }
}
