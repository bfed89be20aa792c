using Portal.Analytics;
using Portal.Analytics.Pooling;
using Portal.Analytics.Proportions;
using Portal.Api.Answers;

namespace Portal.Api.Workspace;

/// <summary>The share at the median service by one method, with its 95% interval; fractions.</summary>
/// <param name="Method">PLO: log odds pooled by REML with the guarded Knapp-Hartung
/// interval. GLMM: logistic-normal model by maximum likelihood.</param>
/// <param name="Tau2">Variance of the log odds between services.</param>
/// <param name="PredictionLow">Where the share of a new, similar service would lie; PLO only.</param>
public sealed record MedianShare(
    string Method,
    int K,
    double Estimate,
    double Low,
    double High,
    double? Tau2,
    double? PredictionLow,
    double? PredictionHigh
);

/// <summary>The usual share at a service. It differs from the share of all families, in which large services count for more.</summary>
/// <param name="K">Services in which the risk was assessed.</param>
/// <param name="Reasons">Why a method gives no figure: its name and a code.</param>
public sealed record PooledShare(int K, MedianShare? Plo, MedianShare? Glmm, IReadOnlyDictionary<string, string> Reasons)
{
    /// <summary>With fewer services than this, the median service would say too much about them.</summary>
    public const int FewestServices = 5;

    public const string TooFewServices = "TOO_FEW_SERVICES";

    /// <summary>Pools the counts of services; those that never assessed the risk are left out.</summary>
    /// <param name="withModel">Whether to fit the logistic-normal model as well, which takes about a tenth of a second per risk.</param>
    public static PooledShare Of(IReadOnlyList<EventCount> counts, bool withModel)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        EventCount[] services = [.. counts.Where(count => count.Cases > 0)];
        if (services.Length < FewestServices)
        {
            reasons["plo"] = reasons["glmm"] = TooFewServices;
            return new PooledShare(services.Length, null, null, reasons);
        }

        var steps = PooledProportion
            .Of(services, PoolingOptions.OfRecord)
            .Map(found =>
            {
                var prediction = found.Prediction.ValueOrNull();
                return new MedianShare(
                    "PLO",
                    services.Length,
                    found.Median,
                    found.Interval.Low,
                    found.Interval.High,
                    found.Logits.Tau2.ValueOrNull(),
                    prediction?.Low,
                    prediction?.High
                );
            });
        if (!withModel)
        {
            reasons["glmm"] = "NOT_ASKED_FOR";
            return new PooledShare(services.Length, Read("plo", steps), null, reasons);
        }

        var model = LogisticNormalProportion
            .Fit(services)
            .Map(found => new MedianShare(
                "GLMM",
                found.Services,
                found.Median,
                found.Interval.Low,
                found.Interval.High,
                found.Tau2,
                null,
                null
            ));
        return new PooledShare(services.Length, Read("plo", steps), Read("glmm", model), reasons);

        MedianShare? Read(string name, Estimated<MedianShare> share)
        {
            if (share.WhyUndefined is { } why)
                reasons[name] = Codes.Of(why);
            return share.Match<MedianShare?>(found => found, _ => null);
        }
    }
}
