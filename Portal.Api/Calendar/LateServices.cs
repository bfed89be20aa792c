using System.Globalization;
using Portal.Api.Answers;

namespace Portal.Api.Calendar;

/// <summary>The services that have not sent the extract of a due quarter, as CSV.</summary>
public static class LateServices
{
    /// <param name="calendar">A calendar of one quarter.</param>
    /// <returns>A header, and one row for each service that is LATE, or NOT_SENT when the quarter is closed.</returns>
    public static string Csv(NetworkCalendar calendar)
    {
        var quarter = calendar.Quarters.Single();
        var due = quarter.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var rows = calendar
            .Services.Where(line => line.Quarters[0].State is QuarterState.Late or QuarterState.NotSent)
            .Select(line =>
                CsvText.Row(
                    quarter.Period,
                    line.Service,
                    line.Name,
                    due,
                    Codes.Of(line.Quarters[0].State),
                    line.Quarters[0].DaysLate.ToString(CultureInfo.InvariantCulture)
                )
            );
        return CsvText.ByteOrderMark + CsvText.Row("period", "service", "name", "due", "state", "days_late") + string.Concat(rows);
    }
}
