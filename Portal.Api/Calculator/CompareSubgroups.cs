using Portal.Analytics;
using Portal.Analytics.Moderators;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;
using Portal.Api.Figures;

namespace Portal.Api.Calculator;

/// <summary>The mean of one subgroup in a model with one tau2 for all.</summary>
public sealed record SubgroupMeanLine(
    string Group,
    int K,
    double Estimate,
    double Se,
    double Low,
    double High,
    double? Statistic,
    double? PValue
);

/// <summary>Subgroups in one model with one tau2. This is the comparison of record, because subgroups are small.</summary>
public sealed record SharedTau2Line(
    double? Tau2,
    double? Tau2Low,
    double? Tau2High,
    IReadOnlyList<SubgroupMeanLine> Groups,
    OmnibusLine? Between
);

/// <summary>One subgroup pooled by itself.</summary>
public sealed record SubgroupAloneLine(string Group, PooledLine Pooled);

/// <summary>Subgroups that each have their own tau2.</summary>
public sealed record SeparateTau2Line(IReadOnlyList<SubgroupAloneLine> Groups, OmnibusLine? Between);

/// <summary>Subgroups compared both ways. Undefined parts are <c>null</c>, with a code in <paramref name="Reasons"/>.</summary>
public sealed record SubgroupsLine(SharedTau2Line? SharedTau2, SeparateTau2Line SeparateTau2, IReadOnlyDictionary<string, string> Reasons);

/// <summary>The subgroups of a request.</summary>
internal static class CompareSubgroups
{
    /// <summary>What is malformed about the subgroups, or <c>null</c>.</summary>
    public static Refusal? Malformed(IReadOnlyList<string> groups, int studies)
    {
        if (groups.Count != studies || groups.Any(string.IsNullOrWhiteSpace))
            return new Refusal(
                StatusCodes.Status400BadRequest,
                "SUBGROUPS_MALFORMED",
                "Send the name of a subgroup for each study, in the order of the studies."
            );
        return RegressFigures.IsTooLarge(studies, groups.Distinct(StringComparer.Ordinal).Count())
            ? new Refusal(
                StatusCodes.Status400BadRequest,
                "SUBGROUPS_TOO_MANY",
                "Send at most 50 subgroups, fewer with many studies (20 with 10,000)."
            )
            : null;
    }

    public static SubgroupsLine Run(IReadOnlyList<StudyEstimate> studies, IReadOnlyList<string> groups, PoolingOptions options)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var (shared, separate) = (Subgroups.WithSharedTau2(studies, groups, options), Subgroups.WithSeparateTau2(studies, groups, options));
        if (shared.WhyUndefined is { } why)
            reasons["sharedTau2"] = Codes.Of(why);
        return new SubgroupsLine(
            shared.Match<SharedTau2Line?>(found => Shared(found, reasons), _ => null),
            new SeparateTau2Line(
                [
                    .. separate.Groups.Select(group => new SubgroupAloneLine(
                        group.Group,
                        PooledLine.Of(group.Pooled, null, "INPUT", "OWN", null)
                    )),
                ],
                Between("separateTau2.between", separate.Between, reasons)
            ),
            reasons
        );
    }

    private static SharedTau2Line Shared(SubgroupsWithSharedTau2 found, SortedDictionary<string, string> reasons)
    {
        var interval = found.Model.Tau2Interval.ValueOrNull();
        return new SharedTau2Line(
            reasons.Read("sharedTau2.tau2", found.Model.Tau2),
            interval?.Low,
            interval?.High,
            [
                .. found.Groups.Select(group => new SubgroupMeanLine(
                    group.Group,
                    group.K,
                    group.Mean.Estimate,
                    group.Mean.StandardError,
                    group.Mean.Interval.ValueOrNull()!.Value.Low,
                    group.Mean.Interval.ValueOrNull()!.Value.High,
                    group.Mean.Statistic.ValueOrNull(),
                    group.Mean.PValue.ValueOrNull()
                )),
            ],
            Between("sharedTau2.between", found.Between, reasons)
        );
    }

    private static OmnibusLine? Between(string name, Estimated<OmnibusTest> test, SortedDictionary<string, string> reasons)
    {
        if (test.WhyUndefined is { } why)
            reasons[name] = Codes.Of(why);
        return test.Match<OmnibusLine?>(OmnibusLine.Of, _ => null);
    }
}
