using NUnit.Framework;
using Portal.Api.Periods;

namespace Portal.Tests.Periods;

public sealed class PeriodTests
{
    [TestCase("2025-04", true)]
    [TestCase("1900-01", true)]
    [TestCase("2199-12", true)]
    [TestCase("1899-12", false)]
    [TestCase("2025-00", false)]
    [TestCase("2025-13", false)]
    [TestCase("2025-4", false)]
    [TestCase("2025/04", false)]
    [TestCase("2025-04-01", false)]
    [TestCase(" 025-04", false)]
    [TestCase("+025-04", false)]
    [TestCase("", false)]
    public void TryParse_TextOfAMonth_IsExact(string text, bool isMonth)
    {
        Assert.That(Month.TryParse(text, out var month), Is.EqualTo(isMonth));
        Assert.That(month.ToString() == text, Is.EqualTo(isMonth));
    }

    [TestCase("2025-Q1", true)]
    [TestCase("2025-Q4", true)]
    [TestCase("2025-Q0", false)]
    [TestCase("2025-Q5", false)]
    [TestCase("2025-q1", false)]
    [TestCase("2025Q1", false)]
    [TestCase(null, false)]
    public void TryParse_TextOfAQuarter_IsExact(string? text, bool isQuarter) =>
        Assert.That(Quarter.TryParse(text, out _), Is.EqualTo(isQuarter));

    [TestCase(2025, 1, "Jan-Mar 2025 (Q4 2024/25)")]
    [TestCase(2025, 2, "Apr-Jun 2025 (Q1 2025/26)")]
    [TestCase(1999, 4, "Oct-Dec 1999 (Q3 1999/00)")]
    public void Words_OfAQuarter_NameTheFinancialYear(int year, int number, string words) =>
        Assert.That(new Quarter(year, number).Words, Is.EqualTo(words));

    [Test]
    public void Quarter_FirstMonthAndBefore_SpanThreeMonths()
    {
        var quarter = new Quarter(2025, 4);

        Assert.That(
            (quarter.FirstMonth, quarter.Before, quarter.Plus(1)),
            Is.EqualTo((new Month(2025, 10), new Month(2026, 1), new Quarter(2026, 1)))
        );
        Assert.That(Quarter.Of(quarter.Before.Plus(-1)), Is.EqualTo(quarter));
    }
}
