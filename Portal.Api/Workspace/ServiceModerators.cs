using Portal.Analytics;
using Portal.Analytics.Moderators;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;
using Portal.Api.Calculator;

namespace Portal.Api.Workspace;

/// <summary>A service in a regression on facts of the services.</summary>
/// <param name="Study">Its change with the variance of record.</param>
/// <param name="Pairs">Its families with both scores.</param>
/// <param name="Groups">The same by bands.</param>
internal sealed record ModeratedService(StudyEstimate Study, PairedMoments Pairs, IReadOnlyList<ServiceGroup> Groups);

/// <summary>The regression of change on facts of the services, which enter as thirds.</summary>
/// <remarks>Source: docs/statistics.md, "Moderators and subgroups"; docs/disclosure.md, "The workspace", rule 4.</remarks>
internal static class ServiceModerators
{
    /// <summary>Why there is no regression: each moderator needs ten services.</summary>
    public const string TooFew = "TOO_FEW_SERVICES_FOR_MODERATORS";

    /// <summary>A warning: services that start worse have more room to improve, and regress to the mean.</summary>
    public const string FirstScore = "FIRST_SCORE_AS_MODERATOR";

    /// <summary>Services that one moderator needs.</summary>
    public const int ServicesEach = 10;

    /// <summary>The regression as the workspace prints it; <c>null</c> with a reason when there is none.</summary>
    public static ModeratorsLine? Regress(
        IReadOnlyList<Moderator> moderators,
        IReadOnlyList<ModeratedService> services,
        SortedDictionary<string, string> reasons
    )
    {
        if (services.Count < ServicesEach * moderators.Count)
        {
            reasons["moderators"] = TooFew;
            return null;
        }

        double[][] columns =
        [
            .. moderators.Select(moderator => Thirds([.. services.Select(one => moderator.Value(one.Pairs, one.Groups))])),
        ];
        var input = new ModeratorsInput(
            [.. moderators.Select(moderator => moderator.Label)],
            [.. services.Select((_, row) => columns.Select(column => column[row]).ToArray())],
            null
        );
        switch (RegressFigures.Run([.. services.Select(one => one.Study)], input, PoolingOptions.OfRecord))
        {
            case RegressionOutcome.Fitted fitted:
                var line = WorkspacePrint.Figures(RegressFigures.Line(fitted.Result, input));
                return moderators.Any(moderator => moderator.Code == Moderator.BaselineMean)
                    ? line with
                    {
                        Warnings = [.. line.Warnings, FirstScore],
                    }
                    : line;
            case RegressionOutcome.Undefined undefined:
                reasons["moderators"] = Codes.Of(undefined.Reason);
                return null;
            default:
                reasons["moderators"] = Codes.Of(UndefinedBecause.NotEstimable);
                return null;
        }
    }

    // Equal values are in the same third, so that the order of services decides nothing.
    private static double[] Thirds(double[] values) =>
        [.. values.Select(value => 1.0 + Math.Min(2, 3 * values.Count(other => other < value) / values.Length))];
}
