using Portal.Analytics.Distributions;
using Portal.Analytics.Roots;

namespace Portal.Analytics.Proportions;

/// <summary>
/// A proportion pooled in one step: binomial counts with normally distributed log odds of the services, by maximum likelihood.
/// </summary>
/// <param name="Services">Services with cases.</param>
/// <param name="Mu">Mean log odds.</param>
/// <param name="StandardError">Of <paramref name="Mu"/>; from the information on mu alone when tau2 is 0.</param>
/// <param name="Tau2">Variance of the log odds between services, at least 0.</param>
/// <param name="LogLikelihood">At the estimate, with the binomial coefficients.</param>
/// <param name="Median">
/// Proportion of the median service (the back-transformed mean log odds), not the mean over services or families.
/// </param>
/// <param name="Interval">Of <paramref name="Median"/>, as fractions in [0, 1]: normal on the scale of log odds.</param>
/// <remarks>
/// Unlike <see cref="PooledProportion"/>, it adds no 0.5 to zeros. Integrals use adaptive Gauss-Hermite quadrature with 81 nodes.
/// Source: Stijnen et al. (2010). Checked against Reference/proportion_meta.json (GLMM).
/// </remarks>
public sealed record LogisticNormalProportion(
    int Services,
    double Mu,
    double StandardError,
    double Tau2,
    double LogLikelihood,
    double Median,
    Interval Interval
)
{
    // One standard deviation is then a factor of 3000 in the odds: services have nothing in common, and the quadrature loses its digits.
    private const double WidestTau = 8;

    /// <summary>Fits the services that have cases.</summary>
    /// <param name="counts">One count per service; services without cases are left out.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>
    /// The fit; undefined without cases, for one service, and (<see cref="UndefinedBecause.NotEstimable"/>) when every service has either
    /// no events or only events, or services differ so much that the likelihood still grows at a tau of 8.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the confidence is outside its range.</exception>
    public static Estimated<LogisticNormalProportion> Fit(IReadOnlyList<EventCount> counts, double confidence = 0.95)
    {
        EventCount.RequireAll(counts, 0);
        Require.Confidence(confidence);
        EventCount[] services = [.. counts.Where(count => count.Cases > 0)];
        if (services.Length < 2)
            return Estimated.Undefined<LogisticNormalProportion>(
                services.Length == 0 ? UndefinedBecause.NoCases : UndefinedBecause.OneStudy
            );
        return services.All(count => count.Events == 0 || count.Events == count.Cases)
            ? Estimated.Undefined<LogisticNormalProportion>(UndefinedBecause.NotEstimable)
            : Highest(services, confidence);
    }

    private static Estimated<LogisticNormalProportion> Highest(EventCount[] services, double confidence)
    {
        double Slope(double tau) => ServiceLikelihood.Of(services, MeanAt(services, tau), tau).ScoreTau;

        // A tau far below the smallest standard error cannot be told from 0.
        double left = 0,
            right = 1 / (8 * Math.Sqrt(services.Max(count => count.Cases)));
        var leftSlope = Slope(right);
        List<double> peaks = leftSlope <= 0 ? [0] : [];
        while (right < WidestTau)
        {
            (left, right) = (right, right * Math.Sqrt(2));
            var rightSlope = Slope(right);
            if (leftSlope > 0 && rightSlope <= 0)
                peaks.Add(BracketedRoot.Find(Slope, left, right).Root);
            leftSlope = rightSlope;
        }

        return leftSlope > 0
            ? Estimated.Undefined<LogisticNormalProportion>(UndefinedBecause.NotEstimable)
            : Estimated.Of(peaks.Select(tau => At(services, tau, confidence)).MaxBy(fit => fit.LogLikelihood)!);
    }

    private static LogisticNormalProportion At(EventCount[] services, double tau, double confidence)
    {
        var mu = MeanAt(services, tau);
        var at = ServiceLikelihood.Of(services, mu, tau);
        var information = tau == 0 ? at.MuMu : at.MuMu - at.MuTau * at.MuTau / at.TauTau;
        var se = 1 / Math.Sqrt(information);
        return new LogisticNormalProportion(
            services.Length,
            mu,
            se,
            tau * tau,
            at.LogLikelihood,
            Logit.ToProportion(mu),
            Logit.ToProportion(Interval.Around(mu, Quantile.NormalTwoSided(confidence) * se))
        );
    }

    // For a given tau the likelihood is log-concave in mu, so its slope has one root.
    private static double MeanAt(EventCount[] services, double tau)
    {
        double Slope(double mu) => ServiceLikelihood.Of(services, mu, tau).ScoreMu;

        var (events, cases) = (services.Sum(count => (double)count.Events), services.Sum(count => (double)count.Cases));
        var centre = Math.Log(events / (cases - events));
        double below = 1,
            above = 1;
        while (Slope(centre - below) < 0)
            below *= 2;
        while (Slope(centre + above) > 0)
            above *= 2;
        return BracketedRoot.Find(Slope, centre - below, centre + above).Root;
    }
}
