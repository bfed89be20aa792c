using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>Whether a file holds everything so far: asked when most earlier rows of listed cases are missing from it.</summary>
/// <param name="File">Canonical name: risks.csv, scores.csv or contacts.csv.</param>
/// <param name="Answer">What the check took it for.</param>
/// <param name="Earlier">The answer that stands for the quarter, or else for the one before; <c>null</c> when neither has the file.</param>
/// <param name="EarlierRows">Rows of listed cases that earlier quarters hold.</param>
/// <param name="MissingRows">Those of them that are not in the file.</param>
public sealed record CoverageQuestion(string File, Coverage Answer, Coverage? Earlier, int EarlierRows, int MissingRows)
{
    /// <summary>Whether the sender said it, now or when the file was sent that is carried forward.</summary>
    public bool Answered { get; init; }

    /// <summary>The questions of an extract, in contract order.</summary>
    /// <param name="record">What earlier quarters hold; <c>null</c> when they were not looked at.</param>
    /// <param name="answers">Answers given before, by file.</param>
    internal static IReadOnlyList<CoverageQuestion> Of(
        ReadExtract extract,
        SentRows? record,
        IReadOnlyDictionary<FileKind, Coverage> answers,
        CheckRequest request
    )
    {
        var questions = new List<CoverageQuestion>();
        if (record is null || !extract.ListsEveryCase)
            return questions;
        var known = record.OfListed(extract.ListedCases!);
        Ask(FileKind.Risks, known.Risks, extract.RisksThere, RecordRows.Key);
        Ask(
            FileKind.Scores,
            known.Scores,
            extract.ScoresThere,
            row => (row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Respondent, row.Goal)
        );
        // With the week, since numbers may begin again each quarter.
        Ask(
            FileKind.Contacts,
            known.Contacts,
            extract.Contacts?.Rows ?? extract.Carried.Rows.Contacts,
            row => (row.CaseRef, row.Contact, row.Week)
        );
        return questions;

        void Ask<TRow, TKey>(FileKind kind, IReadOnlyList<TRow>? before, IReadOnlyList<TRow>? there, Func<TRow, TKey> key)
            where TKey : notnull
        {
            if (before is null || there is null)
                return;
            var missing = RecordRows.Missing(before, there, key).Count;
            var answer = extract.CoverageOf(kind);
            if (2 * missing > before.Count || answer == Coverage.Quarter)
                questions.Add(
                    new CoverageQuestion(
                        ExtractFiles.Of(kind).Name,
                        answer,
                        answers.TryGetValue(kind, out var earlier) ? earlier : null,
                        before.Count,
                        missing
                    )
                    {
                        Answered = request.Coverage.ContainsKey(kind) || extract.Carried.Has(kind),
                    }
                );
        }
    }
}
