namespace AppHost.Publishing.Values;

/// <summary>A value of the chart. From this one declaration come values.yaml, its schema and the README's table.</summary>
/// <param name="Path">Where it stands: <c>scaling.trigger</c>; a unit's name may be a part.</param>
/// <param name="Default">
/// What it is unless the user says otherwise: text, a number, true or false, an array, or a dictionary. Its type is what
/// helm accepts; a fraction is a double.
/// </param>
/// <param name="Description">What it is for, in a sentence or two.</param>
/// <param name="Allowed">The only texts or numbers it may be, or hold if it is an array, which then holds one at least; any when there is none.</param>
internal sealed record ChartValue(string Path, object Default, string Description, params object[] Allowed)
{
    /// <summary>The least number.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest number.</summary>
    public double? Maximum { get; init; }

    /// <summary>A regular expression that a text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>A regular expression that a text must not match.</summary>
    public string? Forbidden { get; init; }

    /// <summary>Whether it holds any number of what is allowed.</summary>
    public bool IsList => Default is Array;

    /// <summary>The words before what is allowed.</summary>
    public string Choice => IsList ? "Any of" : "One of";

    /// <summary>The keys that lead to it.</summary>
    public string[] Keys => Path.Split('.');
}
