using Portal.Api.Access;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts.Rules;
using Portal.Api.Submissions;
using Portal.Api.Submissions.Storing;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Send;

/// <summary>A warning that needs a reason; one reason covers every occurrence in a file.</summary>
/// <param name="Field">Id of the select.</param>
/// <param name="Chosen">What the sender has chosen.</param>
public sealed record ReasonWanted(string Field, string Code, string File, IReadOnlyList<Problem> Problems, string? Chosen)
{
    /// <summary>The reason given to the same warning before, offered again.</summary>
    public EarlierReason? Earlier => Problems[0].EarlierReason;

    /// <summary>What the list shows at first.</summary>
    public string? Selected => Chosen ?? Earlier?.Reason;
}

/// <summary>A check report as the page shows it.</summary>
/// <param name="Given">Reasons chosen so far.</param>
public sealed record CheckView(Service Service, CheckReport Report, IReadOnlyList<Acknowledgement> Given)
{
    /// <summary>The receipt of the submission that these files would replace, or <c>null</c>.</summary>
    public Receipt? Standing { get; init; }

    /// <summary>The reason for replacing it, as chosen so far.</summary>
    public string? ReplacementReason { get; init; }

    /// <summary>What must be put right, with anything that may identify a family first.</summary>
    public IReadOnlyList<ProblemGroup> Errors =>
        [
            .. ProblemGroup
                .Of(Of(Severity.Error))
                .OrderByDescending(group => group.MayIdentify)
                .Select((group, place) => group with { Place = place + 1, CanAnswer = Report.Check is not null }),
        ];

    /// <summary>What must be put right, by file, to jump to; empty while it fits on a screen.</summary>
    public IReadOnlyList<IGrouping<string, ProblemGroup>> Contents =>
        Errors.Count < FewestForContents ? [] : [.. Errors.GroupBy(group => group.First.File ?? "The upload")];

    private const int FewestForContents = 4;

    public IReadOnlyList<Problem> Warnings => Of(Severity.Warning);

    public IReadOnlyList<ProblemGroup> Notes => ProblemGroup.Of(Of(Severity.Note));

    /// <summary>A few words for a group in the list of contents.</summary>
    public static string Where(ProblemGroup group)
    {
        var (several, first) = (group.Problems.Count > 1, group.First);
        var what =
            several ? FigureWords.Count(group.Problems.Count, "column", "columns")
            : first.Column is { } name ? $"{first.ColumnLetter} {name}".TrimStart()
            : "whole rows";
        return $"{what}: {FigureWords.Count(group.Count)}";
    }

    /// <summary>What the figures gain when it is submitted, in a sentence.</summary>
    public string Gain
    {
        get
        {
            var gained = Report.Effects.Where(effect => effect.After > (effect.Before ?? 0)).ToList();
            var families = gained.Where(effect => effect.Figure == "FAMILIES").Sum(effect => effect.After - (effect.Before ?? 0));
            var pairs = gained.Where(effect => effect.Figure == "PAIRS").Sum(effect => effect.After - (effect.Before ?? 0));
            return (families, pairs) switch
            {
                (0, 0) when Report.Effects.Any(effect => effect.Lost > 0) =>
                    "Nothing has to be fixed, but some of what counts now would stop counting: look below first.",
                (0, 0) => "Nothing has to be fixed. Your figures would stay as they are.",
                (_, 0) => $"Your figures would gain {FigureWords.Count(families, "family", "families")}.",
                (0, _) => $"Your figures would gain {FigureWords.Count(pairs, "pair", "pairs")} of first and last scores.",
                _ => $"Your figures would gain {FigureWords.Count(families, "family", "families")} and "
                    + $"{FigureWords.Count(pairs, "pair", "pairs")} of first and last scores.",
            };
        }
    }

    /// <summary>True when a file seems to hold something that identifies a person.</summary>
    public bool MayIdentify => Errors.Any(group => group.MayIdentify);

    /// <summary>True when these files can be submitted, once any missing reasons are given.</summary>
    public bool CanSubmit => Report is { Check: not null, State: CheckState.NeedsReasons or CheckState.Ready };

    public IReadOnlyList<ReasonWanted> Wanted =>
        [
            .. Warnings
                .GroupBy(warning => (warning.Code, File: warning.File ?? ""))
                .Select(
                    (group, place) =>
                        new ReasonWanted(
                            $"reason-{place}",
                            group.Key.Code,
                            group.Key.File,
                            [.. group],
                            Given
                                .FirstOrDefault(given =>
                                    given.Code == group.Key.Code
                                    && given.File == group.Key.File
                                    && Acknowledgement.Reasons.Contains(given.Reason)
                                )
                                ?.Reason
                        )
                ),
        ];

    /// <summary>Files that can be downloaded with their problems beside each row; none when nothing was kept.</summary>
    public IReadOnlyList<string> ErrorFiles =>
        Report.Check is null
            ? []
            :
            [
                .. Report
                    .Files.Where(file => file.State == FileState.New)
                    .Select(file => file.Name)
                    .Where(name => Report.Problems.Any(problem => ErrorFile.Concerns(problem, name))),
            ];

    /// <summary>Whether the same can be downloaded as one workbook.</summary>
    public bool HasErrorWorkbook => ErrorFiles.Count > 0 && ErrorWorkbook.IsPossible(Report.Problems);

    /// <summary>The reasons that are still missing, for the error summary.</summary>
    public ErrorSummary Missing =>
        new([
            .. Wanted
                .Where(wanted => wanted.Chosen is null)
                .Select(wanted => new FieldError(
                    wanted.Field,
                    $"Choose a reason for the warning about {(wanted.File.Length > 0 ? wanted.File : "the extract")}"
                )),
        ]);

    private IReadOnlyList<Problem> Of(Severity severity) => [.. Report.Problems.Where(problem => problem.Severity == severity)];
}
