using NUnit.Framework;
using Portal.Api.Periods;
using Portal.Web.Pages.Words;

namespace Portal.Tests.Periods;

public sealed class OfferedPeriodTests
{
    private static readonly Month January2026 = new(2026, 1);

    [TestCase(2026, 3, "2025/26")]
    [TestCase(2026, 4, "2026/27")]
    [TestCase(1999, 12, "1999/00")]
    public void FinancialYear_OfAMonth_RunsFromAprilToMarch(int year, int month, string name)
    {
        var financial = FinancialYear.Of(new Month(year, month));

        Assert.That(financial.ToString(), Is.EqualTo(name));
        Assert.That(financial.FirstMonth <= new Month(year, month) && new Month(year, month) < financial.Before, Is.True);
        Assert.That(financial.Before.Index - financial.FirstMonth.Index, Is.EqualTo(12));
    }

    [Test]
    public void Of_DataToDecember_EndsThereAndNotWithTheFinancialYear() =>
        Assert.That(
            OfferedPeriod.Of(new Window(new Month(2023, 2), January2026)).Select(period => $"{period.Name} {period.Window.Words}"),
            Is.EqualTo(
                new[]
                {
                    "LastTwelveMonths January 2025 to December 2025",
                    "LatestFinancialYear April 2025 to December 2025",
                    "FinancialYearBefore April 2024 to March 2025",
                    "All February 2023 to December 2025",
                }
            )
        );

    [Test]
    public void Of_DataToMarch_TheFinancialYearIsWholeAndIsTheLastTwelveMonths()
    {
        var offered = OfferedPeriod.Of(new Window(new Month(2023, 4), new Month(2025, 4)));

        Assert.That(offered[0].Window, Is.EqualTo(new Window(new Month(2024, 4), new Month(2025, 4))));
        Assert.That(offered[1].Window, Is.EqualTo(offered[0].Window));
        Assert.That(offered[2].Window, Is.EqualTo(new Window(new Month(2023, 4), new Month(2024, 4))));
    }

    [TestCase(2025, 4, false)]
    [TestCase(2025, 3, true)]
    public void Of_DataOfOneFinancialYear_DoNotOfferTheYearBefore(int year, int month, bool isOffered) =>
        Assert.That(
            OfferedPeriod.Of(new Window(new Month(year, month), January2026)).Any(period => period.Name == PeriodName.FinancialYearBefore),
            Is.EqualTo(isOffered)
        );

    [TestCase(2026, 1, "This financial year, Last financial year")]
    [TestCase(2026, 3, "This financial year, Last financial year")]
    [TestCase(2026, 4, "Last financial year, Financial year 2024/25")]
    [TestCase(2027, 6, "Financial year 2025/26, Financial year 2024/25")]
    public void Words_DataEndedLongAgo_NameTheYearInsteadOfCallingItThisOne(int year, int month, string words) =>
        Assert.That(
            string.Join(
                ", ",
                OfferedPeriod
                    .Of(new Window(new Month(2023, 2), January2026))
                    .Skip(1)
                    .SkipLast(1)
                    .Select(period => PeriodWords.Of(period, new Month(year, month)))
            ),
            Is.EqualTo(words)
        );
}
