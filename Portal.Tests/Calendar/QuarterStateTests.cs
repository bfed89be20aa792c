using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Portal.Api.Calendar;
using Portal.Api.Periods;

namespace Portal.Tests.Calendar;

public sealed class QuarterStateTests
{
    private static readonly Quarter Spring = new(2025, 2);
    private static readonly ServiceLife Early = new(new DateOnly(2023, 1, 1));

    [TestCase(2025, 1, "2025-04-30")]
    [TestCase(2025, 2, "2025-07-30")]
    [TestCase(2025, 3, "2025-10-30")]
    [TestCase(2025, 4, "2026-01-30")]
    public void Due_EachQuarter_Is30DaysAfterItsEnd(int year, int number, string due) =>
        Assert.That(CalendarSettings.Default.Due(new Quarter(year, number)), Is.EqualTo(Day(due)));

    [TestCase("2025-04-01", QuarterState.Open)]
    [TestCase("2025-06-30", QuarterState.Open)]
    [TestCase("2025-07-01", QuarterState.Due)]
    [TestCase("2025-07-30", QuarterState.Due)]
    [TestCase("2025-07-31", QuarterState.Late)]
    [TestCase("2026-07-31", QuarterState.Late)]
    public void Of_NotSent_FollowsTheDay(string today, QuarterState state) =>
        Assert.That(
            QuarterStates.Of(Spring, CalendarSettings.Default.Due(Spring), Day(today), Early, isSent: false, isClosed: false),
            Is.EqualTo(state)
        );

    [TestCase(true, true, QuarterState.Sent)]
    [TestCase(true, false, QuarterState.Sent)]
    [TestCase(false, true, QuarterState.NotSent)]
    public void Of_SentOrClosed_DoesNotFollowTheDay(bool isSent, bool isClosed, QuarterState state) =>
        Assert.That(
            QuarterStates.Of(Spring, CalendarSettings.Default.Due(Spring), Day("2026-07-31"), Early, isSent, isClosed),
            Is.EqualTo(state)
        );

    [TestCase("2025-06-30", QuarterState.Late)]
    [TestCase("2025-07-01", QuarterState.NotExpected)]
    public void Of_ServiceThatOpenedAfterTheQuarter_IsNotExpected(string opened, QuarterState state) =>
        Assert.That(
            QuarterStates.Of(
                Spring,
                CalendarSettings.Default.Due(Spring),
                Day("2025-09-01"),
                new ServiceLife(Day(opened)),
                isSent: false,
                isClosed: false
            ),
            Is.EqualTo(state)
        );

    [TestCase(2025, 1, false, QuarterState.NotExpected)]
    [TestCase(2025, 1, true, QuarterState.Sent)]
    [TestCase(2025, 2, false, QuarterState.Late)]
    public void Of_ServiceThatIsClosed_IsExpectedUpToItsLastQuarter(int year, int number, bool isSent, QuarterState state) =>
        Assert.That(
            QuarterStates.Of(
                Spring,
                CalendarSettings.Default.Due(Spring),
                Day("2025-09-01"),
                Early with
                {
                    LastPeriod = new Quarter(year, number),
                },
                isSent,
                isClosed: false
            ),
            Is.EqualTo(state)
        );

    [TestCase("2025-07-30", 0)]
    [TestCase("2025-07-31", 1)]
    [TestCase("2025-08-22", 23)]
    [TestCase("2025-07-01", 0)]
    public void DaysLate_Day_CountsFromTheDayAfterDue(string day, int late) =>
        Assert.That(QuarterStates.DaysLate(Day("2025-07-30"), Day(day)), Is.EqualTo(late));

    // 23:30 in London on 30 July is 22:30 UTC: in time; half an hour later it is late.
    [TestCase("2025-07-30T22:30:00Z", "2025-07-30")]
    [TestCase("2025-07-30T23:00:00Z", "2025-07-31")]
    public void Day_SummerEvening_IsLondons(string moment, string day) =>
        Assert.That(
            CalendarSettings.Day(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)),
            Is.EqualTo(Day(day))
        );

    [TestCase(null, 30)]
    [TestCase("", 30)]
    [TestCase("45", 45)]
    [TestCase("0", 0)]
    public void Read_Setting_IsTheDaysToSend(string? text, int days) =>
        Assert.That(CalendarSettings.Read(Configured(text)).DaysToSend, Is.EqualTo(days));

    [TestCase("a month")]
    [TestCase("-1")]
    [TestCase("366")]
    public void Read_SettingThatIsNoNumberOfDays_IsRefused(string text) =>
        Assert.That(
            () => CalendarSettings.Read(Configured(text)),
            Throws.InvalidOperationException.With.Message.Contains("Calendar:DaysToSend")
        );

    private static IConfiguration Configured(string? text) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Calendar:DaysToSend", text)]).Build();

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
