using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Submissions.Storing;

/// <summary>Why a warning stands although the extract is right. One reason covers all its occurrences in a file.</summary>
/// <param name="Code">Code of the rule.</param>
/// <param name="File">Canonical file name.</param>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
public sealed record Acknowledgement(string Code, string File, string Reason)
{
    public static readonly IReadOnlyList<string> Reasons = ["TRUE_VALUE", "LATE_ENTRY", "SYSTEM_LIMIT", "OTHER"];
}

/// <summary>Whether an extract may be stored.</summary>
public abstract record Acceptance
{
    private Acceptance() { }

    public sealed record Acceptable(AcceptableExtract Extract) : Acceptance;

    /// <summary>There are errors.</summary>
    public sealed record NeedsFixing(IReadOnlyList<Problem> Errors) : Acceptance;

    /// <summary>There are warnings without a reason.</summary>
    public sealed record NeedsReasons(IReadOnlyList<Problem> Unacknowledged) : Acceptance;
}

/// <summary>The only kind of extract that can be stored: it has no error, and every warning has a reason.</summary>
public sealed record AcceptableExtract
{
    private AcceptableExtract(CheckedExtract extract, ExtractRows rows, IReadOnlyList<Acknowledgement> acknowledgements)
    {
        Extract = extract;
        Rows = rows;
        Acknowledgements = acknowledgements;
    }

    public CheckedExtract Extract { get; }

    public ExtractRows Rows { get; }

    /// <summary>One for each warning of this extract, in the order of its problems.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements { get; }

    /// <summary>
    /// Judges a checked extract and the reasons given; ignores reasons outside the list and reasons for warnings that it does not have.
    /// </summary>
    public static Acceptance Of(CheckedExtract extract, IReadOnlyCollection<Acknowledgement> acknowledgements)
    {
        if (extract.TotalErrors > 0 || extract.Rows is null || !extract.PassedFileGate)
            return new Acceptance.NeedsFixing([.. extract.Problems.Where(problem => problem.Severity == Severity.Error)]);

        var warnings = extract.Problems.Where(problem => problem.Severity == Severity.Warning).ToList();
        var missing = warnings.Where(warning => Answer(warning, acknowledgements) is null).ToList();
        if (missing.Count > 0)
            return new Acceptance.NeedsReasons(missing);

        var answers = warnings.Select(warning => Answer(warning, acknowledgements)!).Distinct().ToList();
        return new Acceptance.Acceptable(new AcceptableExtract(extract, extract.Rows, answers));
    }

    private static Acknowledgement? Answer(Problem warning, IReadOnlyCollection<Acknowledgement> acknowledgements) =>
        acknowledgements.FirstOrDefault(given =>
            given.Code == warning.Code && given.File == warning.File && Acknowledgement.Reasons.Contains(given.Reason)
        );
}
