namespace Portal.Analytics.Pooling;

/// <summary>A pooled change in points, divided by one standard deviation: frozen for the network, or published.</summary>
/// <param name="Sd">The standard deviation it is divided by, in points; taken as fixed.</param>
/// <param name="Estimate">Pooled effect in standard deviations.</param>
/// <param name="StandardError">In standard deviations.</param>
/// <param name="Interval">In standard deviations.</param>
/// <param name="Prediction">In standard deviations; undefined for the same reason as in points.</param>
public sealed record StandardisedAfterPooling(
    double Sd,
    double Estimate,
    double StandardError,
    Interval Interval,
    Estimated<Interval> Prediction
)
{
    /// <summary>Divides a pooled analysis by <paramref name="sd"/>.</summary>
    /// <param name="pooled">A pooled analysis in points.</param>
    /// <param name="sd">Standard deviation in points, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sd"/> is outside the range above.</exception>
    public static StandardisedAfterPooling Of(PooledResult pooled, double sd)
    {
        ArgumentNullException.ThrowIfNull(pooled);
        Require.Positive(sd);
        Interval Divided(Interval interval) => new(interval.Low / sd, interval.High / sd);
        return new StandardisedAfterPooling(
            sd,
            pooled.Estimate / sd,
            pooled.StandardError / sd,
            Divided(pooled.Interval),
            pooled.Prediction.Map(Divided)
        );
    }
}
