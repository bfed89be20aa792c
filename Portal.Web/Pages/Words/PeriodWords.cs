using Portal.Api.Periods;

namespace Portal.Web.Pages.Words;

/// <summary>Names of periods as people say them.</summary>
public static class PeriodWords
{
    /// <summary>"This" and "last" financial year only where they are those of today; otherwise the years themselves.</summary>
    public static string Of(OfferedPeriod period, Month today)
    {
        var year = FinancialYear.Of(period.Window.From);
        var back = FinancialYear.Of(today).Start - year.Start;
        return period.Name switch
        {
            PeriodName.LastTwelveMonths => "Last 12 months",
            PeriodName.All => "All",
            _ => back switch
            {
                0 => "This financial year",
                1 => "Last financial year",
                _ => $"Financial year {year}",
            },
        };
    }
}
