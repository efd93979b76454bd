using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adds parameters.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value is <c>Parameters:NAME</c> in configuration.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.Add(new ParameterResource(name, fallback => Configured(builder, name) ?? fallback?.GetDefaultValue() ?? throw Missing(name), secret));

    /// <summary>Adds a parameter with a value, which configuration may replace.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <summary>Adds a parameter with a value, which configuration may replace.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        Func<string> valueGetter,
        bool publishValueAsDefault = false,
        bool secret = false)
    {
        var parameter = new ParameterResource(name, _ => Configured(builder, name) ?? valueGetter(), secret);
        if (publishValueAsDefault)
            parameter.Default = new Published(valueGetter);
        return builder.Add(parameter);
    }

    private static IResourceBuilder<ParameterResource> Add(this IDistributedApplicationBuilder builder, ParameterResource parameter) =>
        builder.AddResource(parameter);

    private static string? Configured(IDistributedApplicationBuilder builder, string name) =>
        builder.Configuration[Key(name)] ?? builder.Configuration[Key(name.Replace('-', '_'))];

    private static MissingParameterValueException Missing(string name) => new(
        $"Parameter resource could not be used because configuration key '{Key(name)}' is missing and the parameter has no default value.");

    private static string Key(string name) => $"Parameters:{name}";

    private sealed class Published(Func<string> value) : ParameterDefault
    {
        public override string GetDefaultValue() => value();
    }
}
