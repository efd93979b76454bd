using System.Globalization;

namespace Pjrt;

/// <summary>What a <see cref="PjrtValue"/> holds, with the numbers of <c>PJRT_NamedValue_Type</c>.</summary>
public enum PjrtValueKind
{
    /// <summary>UTF-8 text.</summary>
    Text = 0,

    /// <summary>A 64-bit integer.</summary>
    Int64 = 1,

    /// <summary>A list of 64-bit integers.</summary>
    Int64List = 2,

    /// <summary>A single-precision number.</summary>
    Float = 3,

    /// <summary>True or false.</summary>
    Flag = 4,
}

/// <summary>The value of a create option or an attribute.</summary>
public sealed class PjrtValue
{
    private readonly object _value;

    private PjrtValue(PjrtValueKind kind, object value) => (Kind, _value) = (kind, value);

    /// <summary>Which of the kinds this is.</summary>
    public PjrtValueKind Kind { get; }

    /// <summary>A text.</summary>
    public static implicit operator PjrtValue(string value) => new(PjrtValueKind.Text, value);

    /// <summary>A number.</summary>
    public static implicit operator PjrtValue(long value) => new(PjrtValueKind.Int64, value);

    /// <summary>A list of numbers.</summary>
    public static implicit operator PjrtValue(long[] value) => new(PjrtValueKind.Int64List, value);

    /// <summary>A single-precision number.</summary>
    public static implicit operator PjrtValue(float value) => new(PjrtValueKind.Float, value);

    /// <summary>A flag.</summary>
    public static implicit operator PjrtValue(bool value) => new(PjrtValueKind.Flag, value);

    /// <summary>
    /// Reads a value from configuration: <c>true</c> and <c>false</c>, whole numbers, <c>[1,2,3]</c>, numbers with a
    /// point; whatever else is text.
    /// </summary>
    public static PjrtValue Parse(string text)
    {
        if (bool.TryParse(text, out var flag))
            return flag;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        if (text is ['[', .. var list, ']'] && TryParseList(list, out var numbers))
            return numbers;
        const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return float.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var real) ? real : text;
    }

    /// <summary>The text.</summary>
    /// <exception cref="InvalidCastException">The value is of another kind; so below.</exception>
    public string AsText() => (string)_value;

    /// <summary>The number.</summary>
    public long AsInt64() => (long)_value;

    /// <summary>The list of numbers.</summary>
    public ReadOnlySpan<long> AsInt64List() => (long[])_value;

    /// <summary>The single-precision number.</summary>
    public float AsFloat() => (float)_value;

    /// <summary>The flag.</summary>
    public bool AsFlag() => (bool)_value;

    /// <inheritdoc/>
    public override string ToString() => _value switch
    {
        long[] list => $"[{string.Join(',', list)}]",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(_value, CultureInfo.InvariantCulture) ?? "",
    };

    private static bool TryParseList(string text, out long[] numbers)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        numbers = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]))
                return false;
        return true;
    }
}
