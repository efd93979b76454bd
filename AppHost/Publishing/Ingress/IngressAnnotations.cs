using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;

namespace AppHost.Publishing.Ingress;

/// <summary>
/// What the AWS Load Balancer Controller is told. Some must not be there at all unless there is a certificate, so the
/// whole map is one helm expression.
/// </summary>
internal static class IngressAnnotations
{
    private const string Prefix = "alb.ingress.kubernetes.io/";

    public static string Expression(params (string Name, string Value)[] more)
    {
        (string, string)[] always =
        [
            ("scheme", Helm.Path(IngressValues.Scheme)),
            ("target-type", "`ip`"),
            // An answer may come after minutes, byte by byte or at once.
            ("load-balancer-attributes", "`idle_timeout.timeout_seconds=900`"),
            .. more,
        ];
        var tls = Dictionary([("listen-ports", "`[{\"HTTP\":80},{\"HTTPS\":443}]`"), ("ssl-redirect", "`443`"), ("certificate-arn", Helm.Path(IngressValues.Certificate))]);
        var plain = Dictionary([("listen-ports", "`[{\"HTTP\":80}]`")]);
        return $"{{{{ merge ({Dictionary(always)}) (ternary ({tls}) ({plain}) (ne {Helm.Path(IngressValues.Certificate)} ``)) | toJson }}}}";
    }

    private static string Dictionary(IEnumerable<(string Name, string Value)> entries) =>
        $"dict {string.Join(' ', entries.Select(entry => $"`{Prefix}{entry.Name}` {entry.Value}"))}";
}
