using System.Collections;
using System.Reflection;
using Fleet;
using Gateway.Reload;

namespace Gateway;

/// <summary>
/// Finds settings that nobody reads: the binder passes over a name that is not a property's, and what was meant stays at
/// its default.
/// </summary>
internal static class SettingNames
{
    // Read elsewhere, of an environment that the gateway may be started in: AppHost's Gateway:Port, the frontend's Gateway:Key.
    private static readonly string[] OfOthers = ["Gateway:Port", "Gateway:Key", SettingsSources.FileSetting];

    /// <summary>A line for each name that is not known, with the one that was meant where one is near.</summary>
    public static IEnumerable<string> Problems(IConfigurationSection section) => Look(section, typeof(GatewayOptions), GatewayOptions.Section);

    private static IEnumerable<string> Look(IConfigurationSection section, Type type, string path)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || IsList(property.PropertyType)).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            var name = $"{path}:{child.Key}";
            if (properties.TryGetValue(child.Key, out var property))
            {
                foreach (var problem in Below(child, property.PropertyType, name)) yield return problem;
            }
            else if (!OfOthers.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{name} is not known{NearName.Question(child.Key, properties.Keys)} Known are {string.Join(", ", properties.Keys.Order(StringComparer.Ordinal))}.";
            }
        }
    }

    private static IEnumerable<string> Below(IConfigurationSection section, Type type, string path) =>
        // Of lists and dictionaries the names are somebody's own.
        IsList(type) ? []
        : type.Namespace?.StartsWith(nameof(Gateway), StringComparison.Ordinal) is true && !type.IsEnum ? Look(section, type, path)
        : section.GetChildren().Select(child => $"{path}:{child.Key} is not known: {path} is a single value.");

    private static bool IsList(Type type) => typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(string);
}
