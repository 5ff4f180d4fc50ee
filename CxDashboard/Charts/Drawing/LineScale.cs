namespace CxDashboard.Charts.Drawing;

/// <summary>A value axis from left to right.</summary>
internal readonly record struct LineScale(double Low, double High, double Left, double Right)
{
    /// <summary>The pixel of a value, never outside of the plot.</summary>
    public double X(double value) => High > Low ? Math.Clamp(Left + ((Right - Left) * (value - Low) / (High - Low)), Left, Right) : (Left + Right) / 2;

    /// <summary>Whether a value lies beyond what the axis shows.</summary>
    public bool IsBeyond(double value) => value < Low - ((High - Low) * 1e-9) || value > High + ((High - Low) * 1e-9);

    /// <summary>Round places and what they are called, as many as their words leave room for.</summary>
    public IReadOnlyList<(double X, string Words)> Marks(ValueFormat format, Domain.Metrics.Unit unit)
    {
        var (self, most) = (this, Math.Max(Math.Abs(Low), Math.Abs(High)));
        for (var parts = Math.Max(1, (int)((Right - Left) / 60)); ; parts--)
        {
            var step = Ticks.Step(High - Low, parts, unit);
            var marks = Ticks.Within(Low, High, step).Select(v => (X: self.X(v), Words: format.Tick(v, step, most))).ToList();
            var fits = marks.Zip(marks.Skip(1)).All(m => m.Second.X - m.First.X >= ((Pen.Width(m.First.Words, "t-tick") + Pen.Width(m.Second.Words, "t-tick")) / 2) + 8);
            if (fits || parts <= 1) return marks;
        }
    }
}
