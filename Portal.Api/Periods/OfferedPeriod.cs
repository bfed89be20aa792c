namespace Portal.Api.Periods;

/// <summary>A period that people ask for by name.</summary>
public enum PeriodName
{
    LastTwelveMonths,

    /// <summary>The financial year of the last month with data.</summary>
    LatestFinancialYear,

    /// <summary>The financial year before that.</summary>
    FinancialYearBefore,

    /// <summary>Every month with data.</summary>
    All,
}

/// <summary>A period that a page offers. None goes on after the data end, because the months after that would look like a fall.</summary>
public sealed record OfferedPeriod(PeriodName Name, Window Window)
{
    /// <param name="known">The months for which there are data.</param>
    public static IReadOnlyList<OfferedPeriod> Of(Window known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var latest = FinancialYear.Of(known.Before.Plus(-1));
        var before = new FinancialYear(latest.Start - 1);
        return
        [
            new(PeriodName.LastTwelveMonths, new Window(known.Before.Plus(-12), known.Before)),
            new(PeriodName.LatestFinancialYear, new Window(latest.FirstMonth, known.Before)),
            .. before.Before > known.From
                ? new[] { new OfferedPeriod(PeriodName.FinancialYearBefore, new Window(before.FirstMonth, before.Before)) }
                : [],
            new(PeriodName.All, known),
        ];
    }
}
