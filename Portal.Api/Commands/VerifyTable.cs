using System.Globalization;
using System.Text;
using Portal.Api.Submissions;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Commands;

/// <summary>A comparison of files with a receipt, for people at a terminal.</summary>
internal static class VerifyTable
{
    public static string Of(Receipt receipt, ReceiptComparison comparison)
    {
        var text = new StringBuilder();
        var period = receipt.Period.Words;
        var (accepted, state) = (receipt.AcceptedAt.UtcDateTime, State(receipt.State));
        TerminalText.Line(text, $"Receipt {receipt.Id}");
        TerminalText.Line(
            text,
            $"{receipt.Service}, {period}, accepted {accepted:yyyy-MM-dd HH:mm} UTC; {state} when the receipt was downloaded."
        );
        text.AppendLine();
        TerminalText.Line(text, $"{"File", -14}{"Rows on receipt", 16}{"Rows in file", 14}  Result");
        foreach (var file in comparison.Files)
            TerminalText.Line(text, $"{file.Name, -14}{Rows(file.ReceiptRows), 16}{Rows(file.Rows), 14}  {Result(file)}");
        text.AppendLine();
        TerminalText.Line(text, $"{Summary(comparison)}");
        return text.ToString().TrimEnd();
    }

    private static string Rows(int? rows) => rows?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string State(SubmissionState state) =>
        state switch
        {
            SubmissionState.Replaced => "replaced by a later one",
            SubmissionState.Withdrawn => "withdrawn",
            SubmissionState.Erased => "erased",
            _ => "standing",
        };

    private static string Result(ComparedFile file) =>
        file.Match switch
        {
            FileMatch.Same => "the file that was accepted, byte for byte",
            FileMatch.Different when file.ReceiptRows == file.Rows => "DIFFERENT: as many rows, but not the same content",
            FileMatch.Different => "DIFFERENT: not the file that was accepted",
            FileMatch.Missing => "MISSING: on the receipt, but not among these files",
            _ => "EXTRA: not on the receipt",
        };

    private static string Summary(ReceiptComparison comparison)
    {
        var wrong = comparison.Files.Count(file => file.Match != FileMatch.Same);
        return comparison.Matches
            ? "These are the files that the receipt is for."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{wrong} of {comparison.Files.Count} files do not match the receipt. A file that was opened and saved again is another "
                    + $"file, even if it looks the same."
            );
    }
}
