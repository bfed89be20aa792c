using System.Globalization;
using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;

namespace Portal.Web.Pages.OwnWords;

/// <summary>What somebody answered about a heading, as the form sends it.</summary>
public sealed record HeadingAnswer
{
    public const string NotForThePortal = "-";
    public const string IsScore = "score";
    public const string IsRisk = "risk";
    public const string IsWeeks = "weeks";

    /// <summary>Canonical name of the file.</summary>
    public string? File { get; init; }

    public string? Heading { get; init; }

    /// <summary>Name of a column, one of the constants above, or nothing.</summary>
    public string? Means { get; init; }

    /// <summary>Measure, subscale and goal, as <see cref="ScaleOf"/> writes them.</summary>
    public string? Scale { get; init; }

    public string? Timepoint { get; init; }

    public string? Respondent { get; init; }

    /// <summary>Heading of the column with the weeks; empty for none.</summary>
    public string? Weeks { get; init; }

    public string? Risk { get; init; }

    public string? Stage { get; init; }

    /// <summary>What the heading probably means, to be looked over.</summary>
    /// <param name="all">All headings that are asked about: a column of weeks belongs to the scores beside it.</param>
    public static HeadingAnswer Suggested(HeadingQuestion question, IReadOnlyList<HeadingQuestion> all)
    {
        var beside = all.Where(other => other.File == question.File).ToList();
        var isWeeks = beside.Exists(other => WeeksOf(other, beside) == question.Heading);
        return new()
        {
            File = question.File,
            Heading = question.Heading,
            Means =
                question.Score is not null ? IsScore
                : isWeeks ? IsWeeks
                : question.Suggestion ?? (question.Risk is not null ? IsRisk : ""),
            Scale = question.Score is { } score ? ScaleOf(score.Measure, score.Subscale, score.Goal) : "",
            Timepoint = question.Score?.Timepoint,
            Respondent = question.Score?.Respondent,
            Weeks = WeeksOf(question, beside),
            Risk = question.Risk?.RiskCode,
            Stage = question.Risk?.Stage,
        };
    }

    // Of the end unless it says otherwise: at the start it is week 0.
    private static string? WeeksOf(HeadingQuestion scores, List<HeadingQuestion> beside) =>
        scores.Score is not { } score
            ? null
            : beside
                .Find(other =>
                    other.Score is null
                    && other.Heading.Contains("week", StringComparison.OrdinalIgnoreCase)
                    && (other.Timepoint ?? "END") == score.Timepoint
                )
                ?.Heading;

    public static string ScaleOf(string measure, string subscale, int? goal) =>
        string.Create(CultureInfo.InvariantCulture, $"{measure}|{subscale}|{goal}");

    /// <summary>What is not said yet; <c>null</c> when all is. A column of weeks that another names is known by that.</summary>
    /// <param name="all">The answers about all headings.</param>
    public string? Missing(IReadOnlyList<HeadingAnswer> all)
    {
        var isNamed = all.Any(other => other.File == File && other.Means == IsScore && other.Weeks == Heading);
        return Means switch
        {
            null or "" when isNamed => null,
            null or "" => $"Choose what the column \"{Heading}\" is.",
            IsWeeks when !isNamed => $"Say at the scores that their weeks stand in the column \"{Heading}\".",
            not IsWeeks when isNamed => $"The column \"{Heading}\" holds the weeks of scores, so it can be nothing else.",
            IsScore when string.IsNullOrEmpty(Scale) => $"Choose the measure of the column \"{Heading}\".",
            IsScore when string.IsNullOrEmpty(Timepoint) => $"Choose when the scores of the column \"{Heading}\" were taken.",
            IsScore when string.IsNullOrEmpty(Respondent) => $"Choose who gave the scores of the column \"{Heading}\".",
            IsScore when string.IsNullOrEmpty(Weeks) && Timepoint is not ("BASELINE" or "END") =>
                $"Choose the column that holds the weeks of \"{Heading}\". Only at the start and at the end they can be left out.",
            IsRisk when string.IsNullOrEmpty(Risk) || string.IsNullOrEmpty(Stage) =>
                $"Choose which risk the column \"{Heading}\" is about, and when.",
            _ => null,
        };
    }

    /// <summary>The heading with what it stands for; <c>null</c> for a column of weeks, which its scores name.</summary>
    public MappedHeading? ToHeading() =>
        Heading is null || Means is null or "" or IsWeeks
            ? null
            : new MappedHeading(
                Heading,
                Means switch
                {
                    NotForThePortal => new HeadingMeaning.NotForThePortal(),
                    IsScore => ToScore(),
                    IsRisk => new HeadingMeaning.Risk(Risk ?? "", Stage ?? ""),
                    _ => new HeadingMeaning.Column(Means),
                }
            );

    private HeadingMeaning.Score ToScore()
    {
        var parts = (Scale ?? "").Split('|');
        return new HeadingMeaning.Score(parts[0], parts.ElementAtOrDefault(1) ?? "", Timepoint ?? "", Respondent ?? "")
        {
            WeekHeading = string.IsNullOrEmpty(Weeks) ? null : Weeks,
            Goal = int.TryParse(parts.ElementAtOrDefault(2), CultureInfo.InvariantCulture, out var goal) ? goal : null,
        };
    }

    /// <summary>The scales to choose from, with their names; of goals one for each.</summary>
    public static IEnumerable<(string Scale, string Name)> Scales(MeasureCatalogue measures) =>
        measures.All.SelectMany(measure =>
            measure.Construct == "goals"
                ? Enumerable.Range(1, 3).Select(goal => (ScaleOf(measure.Code, measure.Subscale, goal), $"{measure.FullName}, goal {goal}"))
                : [(ScaleOf(measure.Code, measure.Subscale, null), $"{measure.Code}: {measure.FullName}")]
        );
}
