using System.Globalization;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>How often something happened in a simulation; runs that had no answer are counted apart.</summary>
internal readonly record struct Share(long Hits, long Answered, long Silent)
{
    public double Value => (double)Hits / Answered;

    /// <summary>The simulation's own standard error. None happening is no certainty: half a hit is added to each side.</summary>
    public double Error => Math.Sqrt((Hits + 0.5) * (Answered - Hits + 0.5) / Answered) / (Answered + 1);

    public double SilentShare => (double)Silent / (Answered + Silent);

    public Share With(bool? hit) => hit is { } yes ? this with { Hits = Hits + (yes ? 1 : 0), Answered = Answered + 1 } : this with { Silent = Silent + 1 };

    public Share With(Share other) => new(Hits + other.Hits, Answered + other.Answered, Silent + other.Silent);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.000} ± {Error:0.000}");

    /// <summary>
    /// Beside a figure that another simulation printed, rounded to <paramref name="digits"/> digits after the point; with an asterisk
    /// where the two are more than three standard errors of both, and the rounding, apart.
    /// </summary>
    public string Beside(double other, long runs = 4000, int digits = 2)
    {
        var apart = 3 * Math.Sqrt((Error * Error) + (other * (1 - other) / runs)) + (0.5 * Math.Pow(10, -digits));
        return $"{this} ({other.ToString("F" + digits, CultureInfo.InvariantCulture)}{(Math.Abs(Value - other) > apart ? "\\*" : "")})";
    }
}
