namespace Fleet;

/// <summary>Numbers in sentences.</summary>
internal static class Several
{
    /// <summary><c>1, 4, 8 or 16</c>.</summary>
    public static string Or(IReadOnlyList<int> numbers) => numbers.Count switch
    {
        0 => "none",
        1 => $"{numbers[0]}",
        _ => $"{string.Join(", ", numbers.SkipLast(1))} or {numbers[^1]}",
    };

    /// <summary>All that divide a number, 1 first.</summary>
    public static int[] Divisors(int number) => [.. Enumerable.Range(1, number).Where(divisor => number % divisor == 0)];
}
