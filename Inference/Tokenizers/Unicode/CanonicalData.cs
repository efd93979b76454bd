using System.Globalization;

namespace Inference.Tokenizers.Unicode;

/// <summary>
/// What normalisation form C needs of the Unicode Character Database. The platform's own Normalize leaves everything as it is
/// in globalization-invariant mode, and containers without ICU run in that mode.
/// </summary>
internal sealed class CanonicalData
{
    private static readonly Lazy<CanonicalData> Lazy = new(Load);
    private readonly Dictionary<int, (int First, int Second)> _decompositions = [];
    private readonly Dictionary<(int, int), int> _compositions = [];
    private readonly Dictionary<int, byte> _classes = [];

    private CanonicalData()
    {
    }

    public static CanonicalData Instance => Lazy.Value;

    /// <summary>First-level decomposition; the second part is 0 for a singleton.</summary>
    public bool TryDecompose(int code, out (int First, int Second) parts) => _decompositions.TryGetValue(code, out parts);

    public bool TryCompose(int first, int second, out int code) => _compositions.TryGetValue((first, second), out code);

    public byte CombiningClass(int code) => code < 0x300 ? (byte)0 : _classes.GetValueOrDefault(code);

    private static CanonicalData Load()
    {
        using var stream = typeof(CanonicalData).Assembly.GetManifestResourceStream("Inference.Tokenizers.Unicode.canonical.txt")!;
        using var reader = new StreamReader(stream);
        var data = new CanonicalData();
        while (reader.ReadLine() is { } line)
            data.Add(line.Split(' '));
        return data;
    }

    private void Add(string[] fields)
    {
        if (fields[0] == "C")
        {
            for (var code = Hex(fields[1]); code <= Hex(fields[2]); code++)
                _classes[code] = byte.Parse(fields[3], CultureInfo.InvariantCulture);
        }
        else if (fields[0] is "D" or "d")
        {
            var parts = (Hex(fields[2]), fields.Length > 3 ? Hex(fields[3]) : 0);
            _decompositions[Hex(fields[1])] = parts;
            if (fields[0] == "D")
                _compositions[parts] = Hex(fields[1]);
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
