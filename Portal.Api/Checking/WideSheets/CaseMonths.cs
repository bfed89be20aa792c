using Portal.Api.Checking.Files;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Checking.WideSheets;

/// <summary>When a case was referred and when its work ended, as far as its row says so.</summary>
internal sealed record CaseMonths(Month? Referred, Month? Closed)
{
    public static readonly CaseMonths None = new(null, null);

    private const int WeeksOfAMonth = 4;
    private const int LastWeek = 260;

    /// <summary>
    /// The week of a score that was taken at the end and whose week nobody wrote down: four for each month from referral to closure, or to
    /// the end of the quarter while the case is open; at least 1.
    /// </summary>
    public int EndWeek(Quarter period)
    {
        if (Referred is not { } from)
            return 1;
        var to = Closed ?? period.Before.Plus(-1);
        return Math.Clamp(WeeksOfAMonth * (to.Index - from.Index), 1, LastWeek);
    }

    /// <summary>By reference, of a cases.csv that came through the file gate.</summary>
    public static IReadOnlyDictionary<string, CaseMonths> Of(GatedFile cases)
    {
        var months = new Dictionary<string, CaseMonths>(StringComparer.Ordinal);
        var columns = cases.Header.File.Columns.Select(column => column.Name).ToList();
        var (found, referred, closed) = (Position("case_ref"), Position("referral_month"), Position("closure_month"));
        using var table = new CsvTable(cases.Text, cases.Separator);
        table.Read();
        while (table.Read())
        {
            if (RowReading.WrongShape(table, cases.Header) is null && found >= 0)
                months.TryAdd(Fold.Trimmed(table.Text(found)).ToString(), new CaseMonths(MonthIn(referred), MonthIn(closed)));
        }
        return months;

        int Position(string column) => cases.Header.Position(columns.IndexOf(column));

        Month? MonthIn(int place) =>
            place < 0 ? null
            : MonthCell.Read(Fold.Trimmed(table.Text(place)), out var month) is MonthForm.Month or MonthForm.Day or MonthForm.OtherMonth
                ? month
            : null;
    }

    /// <summary>By reference, of cases that are not sent again.</summary>
    public static IReadOnlyDictionary<string, CaseMonths> Of(IReadOnlyList<CaseRow> cases) =>
        cases
            .DistinctBy(row => row.CaseRef)
            .ToDictionary(row => row.CaseRef, row => new CaseMonths(row.ReferralMonth, row.ClosureMonth), StringComparer.Ordinal);
}
