using Portal.Analytics.Pooling;

namespace Portal.Analytics.Proportions;

/// <summary>Log odds, the scale on which proportions are pooled.</summary>
public static class Logit
{
    /// <summary>
    /// Log odds of one service with their sampling variance 1/x + 1/(n-x); 0.5 is added to both cells only when one of them is 0.
    /// </summary>
    /// <param name="count">Events among at least one case.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no cases, or more events than cases.</exception>
    /// <remarks>Source: Stijnen et al. (2010). Checked against Reference/proportion_meta.json (PLO).</remarks>
    public static StudyEstimate Of(EventCount count)
    {
        ArgumentNullException.ThrowIfNull(count);
        EventCount.RequireAll([count], 1);
        var (x, rest) = ((double)count.Events, (double)count.Cases - count.Events);
        if (x == 0 || rest == 0)
            (x, rest) = (x + 0.5, rest + 0.5);
        return new StudyEstimate(count.Label, Math.Log(x / rest), 1 / x + 1 / rest);
    }

    /// <summary>The proportion with these log odds, as a fraction in [0, 1].</summary>
    /// <param name="logOdds">Finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="logOdds"/> is not finite.</exception>
    public static double ToProportion(double logOdds) => 1 / (1 + Math.Exp(-Require.Finite(logOdds)));

    /// <summary>An interval of log odds as an interval of proportions.</summary>
    /// <param name="logOdds">Finite ends.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite.</exception>
    public static Interval ToProportion(Interval logOdds) => new(ToProportion(logOdds.Low), ToProportion(logOdds.High));
}
