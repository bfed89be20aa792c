using Portal.Analytics.Influence;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;

namespace Portal.Api.Workspace;

public sealed record PooledOthers(double Estimate, double Low, double High, double? Tau2, double? I2);

/// <summary>How one service changes the pooled estimate.</summary>
/// <remarks>Only lines of named services are shown, with few digits: each is one more equation about the others.</remarks>
/// <param name="Influential"><c>null</c> when no service could be left out.</param>
public sealed record OneServiceLess(
    PooledOthers? Others,
    double? Hat,
    double? StudentisedResidual,
    double? Dffits,
    double? CooksDistance,
    bool? Influential,
    IReadOnlyDictionary<string, string> Reasons
)
{
    /// <summary>By service label, for every service of the analysis.</summary>
    public static IReadOnlyDictionary<string, OneServiceLess> OfAll(PooledResult pooled) =>
        LeaveOneOut
            .Of(pooled)
            .Match(
                entries => entries.ToDictionary(entry => entry.Label, Of),
                why =>
                    pooled.Studies.ToDictionary(
                        study => study.Label,
                        study => new OneServiceLess(
                            null,
                            study.Weight,
                            null,
                            null,
                            null,
                            null,
                            new Dictionary<string, string> { ["leaveOneOut"] = Codes.Of(why) }
                        )
                    )
            );

    private static OneServiceLess Of(LeftOut entry)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var without = entry.Without;
        return new OneServiceLess(
            new PooledOthers(
                without.Estimate,
                without.Interval.Low,
                without.Interval.High,
                reasons.Read("leaveOneOut.tau2", without.Tau2),
                reasons.Read("leaveOneOut.i2", without.I2)
            ),
            entry.Hat,
            reasons.Read("studentisedResidual", entry.StudentisedResidual),
            reasons.Read("dffits", entry.Dffits),
            reasons.Read("cooksDistance", entry.CooksDistance),
            entry.IsInfluential,
            reasons
        );
    }
}
