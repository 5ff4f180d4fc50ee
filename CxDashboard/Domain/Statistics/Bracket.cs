namespace CxDashboard.Domain.Statistics;

/// <summary>Where a condition that holds at one end of a stretch and not at the other stops holding.</summary>
internal static class Bracket
{
    /// <summary>Halves the stretch until its ends are neighbours: certain to arrive, to the last digit.</summary>
    /// <param name="holds">A value where the condition holds, or the border itself.</param>
    /// <param name="fails">A value where it does not.</param>
    /// <param name="condition">Changes once between the two.</param>
    public static double Edge(double holds, double fails, Func<double, bool> condition)
    {
        for (var i = 0; i < 100; i++)
        {
            var middle = (holds + fails) / 2;
            if (middle == holds || middle == fails) break;
            if (condition(middle)) holds = middle;
            else fails = middle;
        }

        return holds;
    }
}
