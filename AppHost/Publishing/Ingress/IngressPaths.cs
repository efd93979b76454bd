namespace AppHost.Publishing.Ingress;

/// <summary>Which paths lead where from outside.</summary>
internal static class IngressPaths
{
    /// <summary>The frontend, as the seeds' user interfaces.</summary>
    public const string Frontend = "/serve";

    /// <summary>The one path below the frontend's that is the gateway's.</summary>
    public const string Imagine = "/serve/imagine";

    /// <summary>The inference routes. The management of the fleet stays inside.</summary>
    public static readonly IReadOnlyList<string> Inference = ["/v1", "/generate", "/genimage", "/imagine", "/benchmark", "/load"];
}
