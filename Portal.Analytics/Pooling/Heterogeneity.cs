namespace Portal.Analytics.Pooling;

/// <summary>tau2 and what follows from it, in the unit of the input.</summary>
internal sealed record Heterogeneity(
    Estimated<double> Tau2,
    Estimated<double> SeTau2,
    Estimated<Interval> Tau2Interval,
    bool Tau2IntervalIsEmpty,
    double I2,
    Estimated<Interval> I2Interval,
    double H2,
    Estimated<Interval> H2Interval,
    bool Converged)
{
    public static Heterogeneity Of(ScaledStudies studies, PoolingOptions options, Tau2Estimate tau2, double q)
    {
        var df = studies.K - 1;
        if (options.Model == PoolingModel.Common)
        {
            var none = Estimated.Undefined<double>(UndefinedBecause.NotInModel);
            var noInterval = Estimated.Undefined<Interval>(UndefinedBecause.NotInModel);
            return new Heterogeneity(none, none, noInterval, false, q > df ? (q - df) / q : 0, noInterval, q / df, noInterval, true);
        }

        var typical = df / studies.At(0).TraceP;
        double Share(double t) => t / (t + typical);
        double Ratio(double t) => t / typical + 1;
        var (profile, isEmpty, converged) = QProfile.For(studies, options.Level);
        return new Heterogeneity(
            Estimated.Of(studies.ToVariance(tau2.Tau2)),
            Estimated.Of(studies.ToVariance(tau2.StandardError)),
            Estimated.Of(new Interval(studies.ToVariance(profile.Low), studies.ToVariance(profile.High))),
            isEmpty,
            Share(tau2.Tau2),
            Estimated.Of(new Interval(Share(profile.Low), Share(profile.High))),
            Ratio(tau2.Tau2),
            Estimated.Of(new Interval(Ratio(profile.Low), Ratio(profile.High))),
            converged && tau2.Converged);
    }
}
