using Portal.Analytics;
using Portal.Analytics.Influence;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;
using Portal.Api.Figures;

namespace Portal.Api.Calculator;

/// <summary>The studies of a pooled result, each with the result when it is left out.</summary>
internal static class DiagnoseStudies
{
    /// <summary>With more studies than this none is left out: nobody reads so many, and the time grows with their square.</summary>
    public const int MostLeftOut = 2_000;

    private static readonly SortedDictionary<string, string> NoReasons = [];

    /// <summary>One line per study. A reason that concerns all of them goes to <paramref name="reasons"/>.</summary>
    public static IReadOnlyList<StudyLine> Run(PooledResult pooled, SortedDictionary<string, string> reasons)
    {
        if (pooled.K > MostLeftOut)
            reasons["studies.leaveOneOut"] = "TOO_MANY_STUDIES";
        else if (LeaveOneOut.Of(pooled) is Estimated<IReadOnlyList<LeftOut>>.Defined { Value: var entries })
            return [.. pooled.Studies.Zip(entries, Line)];
        else
            reasons["studies.leaveOneOut"] = Codes.Of(UndefinedBecause.OneStudy);
        return
        [
            .. pooled.Studies.Select(study =>
                Line(study, study.Weight, null, null, NoReasons, new Diagnostics(null, null, null, null, null, null))
            ),
        ];
    }

    private readonly record struct Diagnostics(
        double? Residual,
        double? Dffits,
        double? Dfbetas,
        double? Cook,
        double? CovarianceRatio,
        double? OutlierPValue
    );

    private static StudyLine Line(PooledStudy study, LeftOut entry)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        return Line(
            study,
            entry.Hat,
            LeftOutLine.Of(entry.Without, reasons),
            entry.IsInfluential,
            reasons,
            new Diagnostics(
                reasons.Read("studentisedResidual", entry.StudentisedResidual),
                reasons.Read("dffits", entry.Dffits),
                reasons.Read("dfbetas", entry.Dfbetas),
                reasons.Read("cooksDistance", entry.CooksDistance),
                reasons.Read("covarianceRatio", entry.CovarianceRatio),
                reasons.Read("outlierPValue", entry.AdjustedPValue)
            )
        );
    }

    private static StudyLine Line(
        PooledStudy study,
        double hat,
        LeftOutLine? without,
        bool? influential,
        IReadOnlyDictionary<string, string> reasons,
        Diagnostics diagnostics
    ) =>
        new(
            study.Label,
            study.Effect,
            study.Variance,
            study.Weight,
            study.Shrunken is Estimated<ShrunkenEffect>.Defined { Value: var drawn }
                ? new IntervalEstimate(drawn.Estimate, drawn.Interval.Low, drawn.Interval.High)
                : null,
            without,
            hat,
            diagnostics.Residual,
            diagnostics.Dffits,
            diagnostics.Dfbetas,
            diagnostics.Cook,
            diagnostics.CovarianceRatio,
            influential,
            diagnostics.OutlierPValue,
            reasons
        );
}
