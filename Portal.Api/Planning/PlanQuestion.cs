using Portal.Api.Answers;
using Portal.Api.Extracts;

namespace Portal.Api.Planning;

/// <summary>The query of a plan as it is in the address; any part may be absent.</summary>
public sealed record PlanQuery
{
    /// <summary>Measure code.</summary>
    public string? Measure { get; init; }

    /// <summary>Subscale code.</summary>
    public string? Subscale { get; init; }

    /// <summary>Half the width that an interval of a mean or difference may have, in points.</summary>
    public double? Margin { get; init; }

    /// <summary>The share that is expected, a fraction; without it one half, which needs most families.</summary>
    public double? Share { get; init; }

    /// <summary>Half the width that an interval of a share may have, a fraction; without it 0.1.</summary>
    public double? ShareMargin { get; init; }

    /// <summary>The share of families with both scores, a fraction; without it the one that the release shows.</summary>
    public double? Completion { get; init; }

    /// <summary>Id of a frozen release; without it the latest.</summary>
    public string? Release { get; init; }

    /// <summary>R12:2025-Q4, or FY:2024-25; without it the four quarters of the release.</summary>
    public string? Window { get; init; }
}

/// <summary>What is planned.</summary>
/// <param name="Margin">In points, above 0.</param>
/// <param name="Completion">Above 0, at most 1; <c>null</c>: as the release shows it.</param>
public sealed record PlanQuestion(
    Measure Measure,
    double Margin,
    (double Expected, double Margin) Share,
    double? Completion,
    string? Release,
    string? Window
)
{
    /// <summary>The measures for which means are pooled, in the usual order.</summary>
    public static IReadOnlyList<Measure> Measures { get; } =
    [.. MeasureCatalogue.Published.All.Where(measure => measure.Sign is not null && measure.EffectSize)];

    /// <summary>Reads a query.</summary>
    /// <returns>400 with a code when a part is unknown or out of range.</returns>
    public static Answer<PlanQuestion> Read(PlanQuery query)
    {
        if (MeasureCatalogue.Published.Find(query.Measure ?? "", query.Subscale ?? "") is not { } measure)
            return Refused("MEASURE_UNKNOWN", "Name one measure of the catalogue, and its subscale if it has several scores.");
        if (!Measures.Contains(measure))
            return Refused(
                "MEASURE_NOT_POOLED",
                "This measure is described, not pooled: it has no direction, or the catalogue advises against effect sizes."
            );
        if (query.Margin is { } points && !(points >= measure.Step / 10 && points <= measure.Maximum - measure.Minimum))
            return Refused(
                "MARGIN_OUT_OF_RANGE",
                "The margin in points must be at least a tenth of the smallest step of the score and at most its whole range."
            );
        if (query.Share is { } share && !(share is >= 0.01 and <= 0.99))
            return Refused("SHARE_OUT_OF_RANGE", "The expected share must be between 0.01 and 0.99.");
        if (query.ShareMargin is { } margin && !(margin is >= 0.01 and <= 0.5))
            return Refused("SHARE_MARGIN_OUT_OF_RANGE", "The margin of a share must be between 0.01 and 0.5.");
        if (query.Completion is { } completion && !(completion is >= 0.05 and <= 1))
            return Refused("COMPLETION_OUT_OF_RANGE", "The share of families with both scores must be between 0.05 and 1.");
        return new PlanQuestion(
            measure,
            query.Margin ?? UsualMargin(measure),
            (query.Share ?? 0.5, query.ShareMargin ?? 0.1),
            query.Completion,
            string.IsNullOrEmpty(query.Release) ? null : query.Release,
            string.IsNullOrEmpty(query.Window) ? null : query.Window
        );
    }

    /// <summary>One point, or a tenth of a point where the score is a mean of items.</summary>
    public static double UsualMargin(Measure measure) => measure.Step < 1 ? 0.1 : 1;

    private static Refusal Refused(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
