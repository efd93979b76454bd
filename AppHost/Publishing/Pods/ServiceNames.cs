namespace AppHost.Publishing.Pods;

/// <summary>What the publisher calls the Services of resources.</summary>
internal static class ServiceNames
{
    public static readonly string Gateway = Of("gateway");
    public static readonly string Frontend = Of("frontend");

    public static string Of(string resource) => $"{resource}-service";
}
