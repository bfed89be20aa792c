using Portal.Analytics;
using Portal.Analytics.MixedModels;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Figures;

namespace Portal.Api.Workspace;

/// <param name="MeanImprovement">Of all families, whatever their service.</param>
/// <param name="OneStage">With their services as random intercepts.</param>
/// <param name="OneStageReason">Why there is no such model.</param>
public sealed record WholeSample(
    int N,
    IntervalEstimate? MeanImprovement,
    IReadOnlyList<EffectSizeLine>? EffectSizes,
    OneStageLine? OneStage,
    string? OneStageReason
)
{
    /// <summary>The same with a printed number of families.</summary>
    public WholeSample For(int families) => this with { N = families, OneStage = OneStage is { } fit ? fit with { N = families } : null };

    /// <param name="all">The figures of all families together.</param>
    /// <param name="services">Their pairs by service.</param>
    public static WholeSample Of(Measure measure, MeasureOutcome all, IEnumerable<ServiceMoments> services)
    {
        var reason =
            measure.Sign is null ? "NO_DIRECTION"
            : measure.EffectSize ? null
            : "NOT_SUITABLE_FOR_EFFECT_SIZES";
        if (reason is not null || measure.Sign is not { } sign)
            return new WholeSample(all.Paired, all.MeanImprovement, all.EffectSizes, null, reason);
        var fit = RandomIntercept.FitChange(services, MixedModelOptions.OfRecord);
        return new WholeSample(
            all.Paired,
            all.MeanImprovement,
            all.EffectSizes,
            fit.Match<OneStageLine?>(found => OneStageLine.Of(found, sign), _ => null),
            fit.WhyUndefined is { } why ? Codes.Of(why) : null
        );
    }
}

/// <summary>
/// Mean improvement of all families in one model with a random intercept per service, by REML. It checks the two-stage value, which first
/// summarises each service and then pools the summaries. In points; positive is better.
/// </summary>
/// <param name="K">Services with a pair.</param>
/// <param name="N">Families with both scores.</param>
/// <param name="Df">Satterthwaite's degrees of freedom.</param>
/// <param name="ResidualVariance">Variance between families of one service.</param>
/// <param name="Icc">Share of the variance that is between services, a fraction.</param>
/// <param name="Singular">True when no variance between services was detected, which does not mean that there is none.</param>
/// <param name="Reasons">Why <paramref name="Low"/>, <paramref name="High"/> or <paramref name="PValue"/> is <c>null</c>.</param>
public sealed record OneStageLine(
    int K,
    int N,
    double Estimate,
    double Se,
    double? Df,
    double? Low,
    double? High,
    double? PValue,
    double Tau2,
    double ResidualVariance,
    double Icc,
    bool Singular,
    IReadOnlyDictionary<string, string> Reasons
)
{
    public static OneStageLine Of(RandomInterceptFit fit, int sign)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var mean = fit.Fixed[0];
        if (mean.Interval.WhyUndefined is { } why)
            reasons["low"] = reasons["high"] = Codes.Of(why);
        var interval = mean.Interval.Map(found => found.Oriented(sign)).ValueOrNull();
        return new OneStageLine(
            fit.Services.Count,
            fit.N,
            sign * mean.Estimate,
            mean.StandardError,
            mean.Df,
            interval?.Low,
            interval?.High,
            reasons.Read("pValue", mean.PValue),
            fit.ServiceVariance,
            fit.ResidualVariance,
            fit.IntraclassCorrelation,
            fit.ServiceVariance == 0,
            reasons
        );
    }
}
