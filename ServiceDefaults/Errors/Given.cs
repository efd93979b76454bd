namespace ServiceDefaults.Errors;

/// <summary>What a request gave, as errors repeat it.</summary>
public static class Given
{
    private const int Longest = 60;

    /// <summary>As much of it as helps to find it: an error does not grow with the request.</summary>
    public static string Short(string given) => given.Length <= Longest
        ? given
        : $"{given[..(char.IsHighSurrogate(given[Longest - 1]) ? Longest - 1 : Longest)]}…";
}
