namespace Portal.Analytics.Pooling;

/// <summary>tau2 and the figures that follow from it, in the unit of the input.</summary>
internal sealed record Heterogeneity(
    Estimated<double> Tau2,
    Estimated<double> SeTau2,
    Estimated<Interval> Tau2Interval,
    bool Tau2IntervalIsEmpty,
    double I2,
    Estimated<Interval> I2Interval,
    double H2,
    Estimated<Interval> H2Interval,
    bool Converged
)
{
    public static Heterogeneity Of(ScaledStudies studies, PoolingOptions options, Tau2Estimate tau2, double q)
    {
        if (options.Model == PoolingModel.Common)
        {
            var none = Estimated.Undefined<double>(UndefinedBecause.NotInModel);
            var noInterval = Estimated.Undefined<Interval>(UndefinedBecause.NotInModel);
            var (share, ratio) = OfQ(studies, q);
            return new Heterogeneity(none, none, noInterval, false, share, noInterval, ratio, noInterval, true);
        }

        var (profile, isEmpty, converged) = QProfile.For(studies, options.Level);
        var (i2, h2) = OfTau2(studies, tau2.Tau2);
        var (low, high) = (OfTau2(studies, profile.Low), OfTau2(studies, profile.High));
        return new Heterogeneity(
            Estimated.Of(studies.ToVariance(tau2.Tau2)),
            Estimated.Of(studies.ToVariance(tau2.StandardError)),
            Estimated.Of(new Interval(studies.ToVariance(profile.Low), studies.ToVariance(profile.High))),
            isEmpty,
            i2,
            Estimated.Of(new Interval(low.I2, high.I2)),
            h2,
            Estimated.Of(new Interval(low.H2, high.H2)),
            converged && tau2.Converged
        );
    }

    /// <summary>I2 and H2 without their intervals.</summary>
    public static (double I2, double H2) Shares(ScaledStudies studies, PoolingOptions options, double tau2, double q) =>
        options.Model == PoolingModel.Common ? OfQ(studies, q) : OfTau2(studies, tau2);

    private static (double I2, double H2) OfQ(ScaledStudies studies, double q) =>
        (q > studies.Df ? (q - studies.Df) / q : 0, q / studies.Df);

    private static (double I2, double H2) OfTau2(ScaledStudies studies, double tau2)
    {
        var typical = studies.Df / studies.At(0).TraceP;
        return (tau2 / (tau2 + typical), tau2 / typical + 1);
    }
}
