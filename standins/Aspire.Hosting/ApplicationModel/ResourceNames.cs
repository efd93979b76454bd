namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource may be called: names end up in DNS, environment variables and labels.</summary>
internal static class ResourceNames
{
    private const int Longest = 64;

    public static void Validate(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > Longest
            || !char.IsAsciiLetter(name[0])
            || name[^1] == '-'
            || name.Contains("--", StringComparison.Ordinal)
            || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            throw new ArgumentException(
                $"Resource name '{name}' is invalid: it starts with an ASCII letter, holds letters, digits and single hyphens, "
                + $"does not end with a hyphen and has at most {Longest} characters.",
                nameof(name));
        }
    }
}
