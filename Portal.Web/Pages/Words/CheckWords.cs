using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Submissions;
using Portal.Api.Submissions.Storing;

namespace Portal.Web.Pages.Words;

/// <summary>Words of check reports and receipts for the codes that the API gives.</summary>
public static class CheckWords
{
    public static string State(CheckState state) =>
        state switch
        {
            CheckState.NeedsMapping => "Needs mapping",
            CheckState.NeedsFixing => "Needs fixing",
            CheckState.NeedsReasons => "Needs reasons",
            _ => "Ready",
        };

    public static string State(SubmissionState state) =>
        state switch
        {
            SubmissionState.Accepted => "Accepted",
            SubmissionState.Replaced => "Replaced",
            SubmissionState.Withdrawn => "Withdrawn",
            _ => "Erased",
        };

    /// <summary>What a check says of a figure, such as "Families" or the name of a measure.</summary>
    /// <param name="measures">Those of the network.</param>
    public static string Figure(Effect effect, MeasureCatalogue measures) =>
        effect switch
        {
            { Figure: "FAMILIES" } => "Families",
            { Figure: "RISKS_ASSESSED" } => "Cases with risks assessed at referral",
            { Measure: { } measure, Subscale: { } subscale } =>
                $"First and last scores: {measures.Find(measure, subscale)?.FullName ?? measure}",
            _ => effect.Figure,
        };

    public static string File(FileLine file) =>
        file.State switch
        {
            FileState.New when file.MadeFrom is { } sheet => $"Made from columns of {sheet}",
            FileState.New when file.Coverage is { } coverage => $"Sent: {Coverage(coverage)}",
            FileState.New => "Sent with this extract",
            FileState.Carried => "Carried forward",
            FileState.Removed => "Removed",
            _ => "Never sent",
        };

    /// <summary>What a file was said to hold, within a sentence.</summary>
    public static string Coverage(Coverage coverage) =>
        coverage == Portal.Api.Extracts.Coverage.Quarter ? "only what is new" : "everything so far";

    /// <summary>The files of an extract in a few words, such as "2 sent, 4 carried forward".</summary>
    public static string Files(IReadOnlyList<FileLine> files) =>
        string.Join(
            ", ",
            new[] { (FileState.New, "sent"), (FileState.Carried, "carried forward"), (FileState.Removed, "removed") }
                .Select(state => (Count: files.Count(file => file.State == state.Item1), Word: state.Item2))
                .Where(state => state.Count > 0)
                .Select(state => $"{FigureWords.Count(state.Count)} {state.Word}")
        );

    public static string Encoding(string encoding) =>
        encoding switch
        {
            "utf-8" => "UTF-8",
            "utf-16" => "UTF-16",
            "windows-1252" => "Windows-1252",
            _ => encoding,
        };

    public static string Delimiter(string delimiter) =>
        delimiter switch
        {
            "," => "comma",
            ";" => "semicolon",
            "\t" => "tab",
            _ => delimiter,
        };

    /// <summary>The reasons of <see cref="Acknowledgement.Reasons"/> as a sender chooses them.</summary>
    public static string Reason(string reason) =>
        reason switch
        {
            "TRUE_VALUE" => "The value is true",
            "LATE_ENTRY" => "It was entered late",
            "SYSTEM_LIMIT" => "Our system cannot record it otherwise",
            "OTHER" => "Another reason",
            _ => reason,
        };

    /// <summary>The reasons of <see cref="WithdrawSubmission.Reasons"/> as a lead chooses them.</summary>
    public static string WithdrawalReason(string reason) =>
        reason switch
        {
            "WRONG_QUARTER" => "It was sent for the wrong quarter",
            "WRONG_DATA" => "The figures in it are wrong",
            "CONSENT" => "A family does not agree to its use",
            "OTHER" => "Another reason",
            _ => reason,
        };

    /// <summary>The reasons of <see cref="ReplacementReasons.All"/> as a sender chooses them.</summary>
    public static string ReplacementReason(string reason) =>
        reason switch
        {
            "LATE_DATA" => "Some of it was entered late",
            "CORRECTION" => "Something in it was wrong",
            "FULLER_DATA" => "Something was missing",
            "OTHER" => "Another reason",
            ReplacementReasons.NotGiven => "No reason was given",
            _ => reason,
        };

    /// <summary>Where a problem is: <c>column F (referral_month)</c>.</summary>
    public static string Column(Problem problem) =>
        (problem.Column, problem.ColumnLetter) switch
        {
            (null, null) => "",
            (null, { } letter) => $"column {letter}",
            ({ } name, null) => $"column {name}",
            ({ } name, { } letter) => $"column {letter} ({name})",
        };
}
