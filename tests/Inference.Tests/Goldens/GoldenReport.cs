using System.Globalization;
using Inference.Checkpoints;
using Inference.Images;
using Pjrt;

namespace Inference.Tests.Goldens;

/// <summary>Collects measured errors beside what the case tolerates, and fails when one exceeds it or nothing was measured.</summary>
/// <param name="golden">The case.</param>
/// <param name="element">What is computed in. The cases' tolerances are those of F32; BF16 has its own.</param>
internal sealed class GoldenReport(GoldenCase golden, ElementType element = ElementType.F32)
{
    /// <summary>What is computed in BF16: relative RMS of a module's result, and the mean difference of a picture's bytes.</summary>
    private const double NarrowRelativeRms = 2e-2;
    private const double NarrowPictureMean = 2;

    private readonly List<(string Tensor, string Metric, double Measured, double Tolerance)> _measured = [];
    private readonly List<string> _failures = [];
    private readonly HashSet<string> _seen = [];

    /// <summary>The type to compute in.</summary>
    public ElementType Element => element;

    /// <summary>
    /// Compares with a reference tensor in the metrics that the case states: <c>rel_rms</c> = sqrt(mean((a-b)²)/mean(b²)) and
    /// <c>max_abs_over_ref_max</c> = max|a-b| / max|b|.
    /// </summary>
    public void Compare(ReadOnlySpan<float> actual, StoredTensor reference)
    {
        var (relRms, maxOverMax, _) = Differences(actual, reference);
        Measure(reference.Name, "rel_rms", relRms);
        Measure(reference.Name, "max_abs_over_ref_max", maxOverMax);
    }

    /// <summary>Compares relative RMS against a tolerance of the case under another name, for instance <c>latents_rel_rms</c>.</summary>
    public void CompareRelativeRms(ReadOnlySpan<float> actual, StoredTensor reference, string tolerance) =>
        Measure(reference.Name, tolerance, Differences(actual, reference).RelativeRms, required: true);

    /// <summary>Compares the largest difference against a tolerance of the case, for instance <c>image_max_abs</c>.</summary>
    public void CompareMaxAbsolute(ReadOnlySpan<float> actual, StoredTensor reference, string tolerance) =>
        Measure(reference.Name, tolerance, Differences(actual, reference).MaxAbsolute, required: true);

    /// <summary>Compares a picture as it was computed, and as bytes.</summary>
    public void ComparePicture(ReadOnlySpan<float> image, StoredTensor reference, RgbImage picture, StoredTensor bytes)
    {
        CompareMaxAbsolute(image, reference, "image_max_abs");
        CompareMaxAbsolute([.. picture.Pixels.Select(p => (float)p)], bytes, "uint8_max_diff");
        if (element != ElementType.F32)
            Add(bytes.Name, "picture_mean", picture.Pixels.Zip(bytes.ToFloats(), (a, b) => Math.Abs(a - b)).Average(), NarrowPictureMean);
    }

    /// <summary>Adds a figure measured elsewhere, with its own limit.</summary>
    public void Add(string tensor, string metric, double measured, double tolerance)
    {
        _measured.Add((tensor, metric, measured, tolerance));
        if (!(measured <= tolerance))
            _failures.Add(string.Create(CultureInfo.InvariantCulture, $"{tensor}: {metric} is {measured:g4}, allowed is {tolerance:g4}"));
    }

    /// <summary>Says that tensors need no comparison of their own, for they follow from others that have one.</summary>
    public void Implies(params IEnumerable<string> tensors) => _seen.UnionWith(tensors);

    /// <summary>A case that holds more than its runner compares does not pass: it would seem to prove what nobody checked.</summary>
    public void RequireAll(IEnumerable<string> tensors)
    {
        foreach (var tensor in tensors.Except(_seen).Except(_measured.Select(m => m.Tensor)).Order(StringComparer.Ordinal))
            _failures.Add($"{tensor}: the case has this output, and nothing was compared with it");
    }

    /// <summary>Adds a failure in words, for instance the first wrong token.</summary>
    public void Fail(string what) => _failures.Add(what);

    /// <summary>One line: case, degree, then for each metric the worst tensor's error and its tolerance.</summary>
    public string Line(int tensorParallel, string plugin)
    {
        var metrics = _measured.GroupBy(m => m.Metric).Select(group => group.MaxBy(m => m.Measured / Math.Max(m.Tolerance, 1e-12)))
            .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Metric} {m.Measured:g3} (tolerance {m.Tolerance:g3}, worst {m.Tensor})"));
        return $"GOLDEN {golden.Name} tp={tensorParallel} {element} {plugin}: {string.Join(", ", metrics)}";
    }

    public void Verify()
    {
        if (_measured.Count == 0)
            _failures.Add("nothing was compared");
        Assert.True(_failures.Count == 0, $"{golden.Name}: {string.Join(Environment.NewLine, _failures.Take(20))}");
    }

    private void Measure(string tensor, string metric, double measured, bool required = false)
    {
        if (element != ElementType.F32)
        {
            // A pipeline's steps add up what each rounds: only its picture counts, and for modules only what the whole differs by.
            if (metric == "rel_rms")
                Add(tensor, metric, measured, NarrowRelativeRms);
        }
        else if (golden.Tolerance(metric) is { } tolerance)
            Add(tensor, metric, measured, tolerance);
        else if (required)
            _failures.Add($"{tensor}: the case states no tolerance {metric}");
    }

    private (double RelativeRms, double MaxOverMax, double MaxAbsolute) Differences(ReadOnlySpan<float> actual, StoredTensor reference)
    {
        _seen.Add(reference.Name);
        var expected = reference.ToFloats();
        if (actual.Length != expected.Length)
        {
            _failures.Add($"{reference.Name}: {actual.Length} elements instead of {expected.Length} ({reference})");
            return (double.NaN, double.NaN, double.NaN);
        }
        double squares = 0, referenceSquares = 0, largest = 0, referenceLargest = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs((double)actual[i] - expected[i]);
            squares += difference * difference;
            referenceSquares += (double)expected[i] * expected[i];
            // Not Math.Max: a NaN must stay.
            largest = difference > largest || double.IsNaN(difference) ? difference : largest;
            referenceLargest = Math.Max(referenceLargest, Math.Abs(expected[i]));
        }
        return (Ratio(Math.Sqrt(squares), Math.Sqrt(referenceSquares)), Ratio(largest, referenceLargest), largest);
    }

    // A reference of zeros is met by zeros only.
    private static double Ratio(double error, double reference) => error == 0 ? 0 : error / reference;
}
