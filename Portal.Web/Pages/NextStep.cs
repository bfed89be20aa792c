using Portal.Api.Calendar;
using Portal.Web.Pages.Send;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages;

/// <summary>What a service does next, in one sentence and one button.</summary>
/// <param name="Words">The sentence.</param>
/// <param name="Button">On the button.</param>
/// <param name="Address">Where the button leads.</param>
/// <param name="IsUrgent">Whether something is late.</param>
public sealed record NextStep(string Words, string Button, string Address, bool IsUrgent)
{
    /// <summary>The oldest late quarter first, then one that is due, then one that was withdrawn; otherwise nothing waits.</summary>
    /// <param name="code">Of the service.</param>
    /// <param name="quarters">Its recent quarters, newest first.</param>
    /// <param name="isFirst">Whether it has never sent anything.</param>
    public static NextStep Of(string code, IReadOnlyList<SendQuarter> quarters, bool isFirst)
    {
        ArgumentNullException.ThrowIfNull(quarters);
        string Send(SendQuarter quarter) => $"/send?service={code}&quarter={quarter.Quarter}";
        var late = quarters.Where(quarter => quarter is { State: QuarterState.Late, IsClosed: false, Withdrawn: null }).ToList();
        var due = quarters.FirstOrDefault(quarter => quarter is { State: QuarterState.Due, IsClosed: false, Withdrawn: null });
        if (isFirst)
        {
            var first = due ?? late.FirstOrDefault() ?? quarters[0];
            return new(
                "Your service has not sent anything yet. Three steps, and your own figures are here.",
                "Send your first extract",
                Send(first),
                false
            );
        }
        if (late is [.., var oldest])
            return new(
                late.Count == 1
                    ? $"{oldest.Quarter.Months} was due on {DateWords.Of(oldest.Due)}. You can still send it."
                    : $"{FigureWords.Count(late.Count)} quarters are late; {oldest.Quarter.Months} is the oldest. You can still send them.",
                $"Send {oldest.Quarter.Months}",
                Send(oldest),
                true
            );
        if (due is not null)
            return new($"{due.Quarter.Months} is due on {DateWords.Of(due.Due)}.", $"Send {due.Quarter.Months}", Send(due), false);
        if (quarters.FirstOrDefault(quarter => quarter is { Standing: null, Withdrawn: not null, IsClosed: false }) is { } withdrawn)
            return new(
                $"{withdrawn.Quarter.Months} was withdrawn. Send it again when it is right.",
                $"Send {withdrawn.Quarter.Months}",
                Send(withdrawn),
                false
            );
        var open = quarters.FirstOrDefault(quarter => quarter is { State: QuarterState.Open, IsClosed: false });
        return new(
            open is null
                ? "Nothing waits to be sent."
                : $"Nothing waits to be sent. {open.Quarter.Months} is next, due on {DateWords.Of(open.Due)}.",
            "Send an extract",
            $"/send?service={code}",
            false
        );
    }
}
