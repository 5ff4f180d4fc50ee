namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The buckets of a <see cref="DdSketch"/>: bucket k holds γᵏ⁻¹ &lt; x ≤ γᵏ with γ = (1+α)/(1−α), and stands for 2γᵏ/(1+γ),
/// which is no further than α·x from any of its values. Two mappings with the same α are the same. Source: Masson, Rim and
/// Lee 2019, PVLDB 12(12).
/// </summary>
public sealed record DdSketchMapping
{
    private const double SmallestNormal = 2.2250738585072014E-308;
    private readonly double _logGamma;

    /// <summary>Buckets of the relative accuracy α, from a millionth to below one, else <see cref="ArgumentOutOfRangeException"/>.</summary>
    public DdSketchMapping(double accuracy)
    {
        if (!(accuracy >= 1e-6 && accuracy < 1)) throw new ArgumentOutOfRangeException(nameof(accuracy), accuracy, "A relative accuracy lies between a millionth and one.");
        Accuracy = accuracy;
        Gamma = (1 + accuracy) / (1 - accuracy);

        // ln γ = 2·artanh α, of which nothing is lost where γ is near one.
        _logGamma = 2 * Math.Atanh(accuracy);
    }

    /// <summary>α.</summary>
    public double Accuracy { get; }

    /// <summary>γ: how many times as far each bucket reaches as the one before.</summary>
    public double Gamma { get; }

    /// <summary>Values up to this have no bucket and count as zero.</summary>
    public double Least => SmallestNormal * Gamma;

    /// <summary>The largest value that has a bucket.</summary>
    public double Most => double.MaxValue / Gamma;

    /// <summary>
    /// ⌈ln x / ln γ⌉ for a value above <see cref="Least"/> and up to <see cref="Most"/>, else
    /// <see cref="ArgumentOutOfRangeException"/>. A value on a bucket's edge, within rounding, is that bucket's.
    /// </summary>
    public int Key(double value)
    {
        if (!(value > Least && value <= Most)) throw new ArgumentOutOfRangeException(nameof(value), value, "There is no bucket for this value.");
        var place = Math.Log(value) / _logGamma;
        var edge = Math.Round(place);
        return (int)(Math.Abs(place - edge) <= 1e-12 * Math.Max(1, Math.Abs(edge)) ? edge : Math.Ceiling(place));
    }

    /// <summary>The value that a bucket stands for: 2γᵏ/(1+γ) = (1−α)·γᵏ.</summary>
    public double Value(int key) => (1 - Accuracy) * Math.Exp(key * _logGamma);
}
