using Portal.Analytics.LinearModels;

namespace Portal.Analytics.CaseMix;

/// <summary>A service's count of events beside the count expected for families like its own.</summary>
/// <param name="Service">Names the service.</param>
/// <param name="N">Its rows, at least 1.</param>
/// <param name="Observed">Events.</param>
/// <param name="Expected">Sum of the fitted probabilities, above 0 and below <paramref name="N"/>.</param>
/// <param name="Ratio">Observed over expected, at least 0.</param>
/// <param name="AdjustedRate">The network's rate times the ratio: indirect standardisation, so it can exceed 1.</param>
/// <param name="Z">Observed minus expected over sqrt(sum p (1 - p)).</param>
public sealed record ServiceRatio(string Service, int N, int Observed, double Expected, double Ratio, double AdjustedRate, double Z);

/// <summary>Services compared with what a logistic model of the network predicts for their families.</summary>
/// <param name="Fit">The model, fitted to all services together.</param>
/// <param name="NetworkRate">Events over rows, a fraction in (0, 1).</param>
/// <param name="Services">One comparison per service, in the order in which they first appear.</param>
/// <remarks>Covariates are facts known at baseline only. Checked against Reference/case_mix.json.</remarks>
public sealed record LogisticCaseMix(LogisticFit Fit, double NetworkRate, IReadOnlyList<ServiceRatio> Services)
{
    /// <summary>Compares services by their rows.</summary>
    /// <param name="rows">Complete rows; the outcome is an event such as reliable improvement.</param>
    /// <param name="level">Two-sided coverage of intervals as a fraction in (0, 1).</param>
    /// <returns>The comparison; undefined where <see cref="LogisticFit.Of"/> is, such as under separation.</returns>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite or the level is outside its range.</exception>
    public static Estimated<LogisticCaseMix> OfRows(IReadOnlyList<BinaryRow> rows, double level = 0.95) =>
        LogisticFit
            .Of(rows, level)
            .Map(fit =>
            {
                var rate = (double)rows.Count(row => row.Outcome) / rows.Count;
                var services = rows.Zip(fit.Probabilities).GroupBy(pair => pair.First.Service);
                return new LogisticCaseMix(fit, rate, [.. services.Select(service => Ratio(service.Key, [.. service], rate))]);
            });

    private static ServiceRatio Ratio(string service, IReadOnlyList<(BinaryRow Row, double Probability)> rows, double rate)
    {
        var observed = rows.Count(row => row.Row.Outcome);
        var expected = rows.Sum(row => row.Probability);
        var variance = rows.Sum(row => row.Probability * (1 - row.Probability));
        var ratio = observed / expected;
        return new ServiceRatio(service, rows.Count, observed, expected, ratio, rate * ratio, (observed - expected) / Math.Sqrt(variance));
    }
}
