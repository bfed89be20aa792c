using System.Globalization;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Figures;

namespace Portal.Api.Planning;

/// <summary>The query of a plan as it is in the address; any part may be absent.</summary>
public sealed record PlanQuery
{
    /// <summary>Measure code.</summary>
    public string? Measure { get; init; }

    /// <summary>Subscale code.</summary>
    public string? Subscale { get; init; }

    /// <summary>Half the width that an interval of a mean or difference may have, in points.</summary>
    public string? Margin { get; init; }

    /// <summary>The share that is expected, a fraction; without it one half, which needs most families.</summary>
    public string? Share { get; init; }

    /// <summary>Half the width that an interval of a share may have, a fraction; without it 0.1.</summary>
    public string? ShareMargin { get; init; }

    /// <summary>The share of families with both scores, a fraction; without it the one that the release shows.</summary>
    public string? Completion { get; init; }

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
    /// <summary>Reads a query.</summary>
    /// <returns>400 with a code when a part is unknown or out of range.</returns>
    public static Answer<PlanQuestion> Read(PlanQuery query)
    {
        if (!PooledMeasures.Read((query.Measure, query.Subscale)).IsGiven(out var measure, out var refusal))
            return refusal;
        if (!Number.TryRead(query.Margin, UsualMargin(measure), out var margin))
            return Refused("MARGIN_OUT_OF_RANGE", Number.Wanted);
        if (!(margin >= measure.Step / 10 && margin <= measure.Maximum - measure.Minimum))
            return Refused(
                "MARGIN_OUT_OF_RANGE",
                "The margin in points must be at least a tenth of the smallest step of the score and at most its whole range."
            );
        if (!Number.TryRead(query.Share, 0.5, out var share))
            return Refused("SHARE_OUT_OF_RANGE", Number.Wanted);
        if (share is not (>= 0.01 and <= 0.99))
            return Refused("SHARE_OUT_OF_RANGE", "The expected share must be between 0.01 and 0.99.");
        if (!Number.TryRead(query.ShareMargin, 0.1, out var shareMargin))
            return Refused("SHARE_MARGIN_OUT_OF_RANGE", Number.Wanted);
        if (shareMargin is not (>= 0.01 and <= 0.5))
            return Refused("SHARE_MARGIN_OUT_OF_RANGE", "The margin of a share must be between 0.01 and 0.5.");
        if (!Number.TryRead(query.Completion, 1, out var completion))
            return Refused("COMPLETION_OUT_OF_RANGE", Number.Wanted);
        if (completion is not (>= 0.05 and <= 1))
            return Refused("COMPLETION_OUT_OF_RANGE", "The share of families with both scores must be between 0.05 and 1.");
        return new PlanQuestion(
            measure,
            margin,
            (share, shareMargin),
            string.IsNullOrWhiteSpace(query.Completion) ? null : completion,
            string.IsNullOrEmpty(query.Release) ? null : query.Release,
            string.IsNullOrEmpty(query.Window) ? null : query.Window
        );
    }

    /// <summary>One point, or a tenth of a point where the score is a mean of items.</summary>
    public static double UsualMargin(Measure measure) => measure.Step < 1 ? 0.1 : 1;

    private static class Number
    {
        public const string Wanted = "Type a number with a decimal point, such as 0.5.";

        // With a comma in it, a number would be read as ten or a thousand times another.
        public static bool TryRead(string? text, double usual, out double number)
        {
            number = usual;
            return string.IsNullOrWhiteSpace(text)
                || double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        }
    }

    private static Refusal Refused(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
