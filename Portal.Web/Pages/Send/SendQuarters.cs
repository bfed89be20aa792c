using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Records;
using Portal.Api.Submissions;
using Portal.Api.Submissions.Storing;

namespace Portal.Web.Pages.Send;

/// <summary>A quarter and the receipt that stands for it.</summary>
/// <param name="Due">The last day that counts as on time; a later extract is marked late, not refused.</param>
/// <param name="IsClosed">True when it takes no more extracts, sent or not.</param>
/// <param name="Standing">The accepted submission, or <c>null</c> when there is none.</param>
/// <param name="Withdrawn">The latest submission when it was withdrawn and none stands, or <c>null</c>.</param>
public sealed record SendQuarter(Quarter Quarter, DateOnly Due, QuarterState State, bool IsClosed, Receipt? Standing, Receipt? Withdrawn);

/// <summary>What a service has sent and still has to send.</summary>
/// <param name="Withdrawn">The latest submission of a quarter where that was withdrawn.</param>
/// <param name="LatestSent">The latest quarter with an accepted submission, or <c>null</c> before the first.</param>
/// <param name="Closed">Quarters that take no more extracts.</param>
/// <param name="Life">For which quarters extracts are expected.</param>
public sealed record SendQuarters(
    IReadOnlyDictionary<Quarter, Receipt> Standing,
    IReadOnlyDictionary<Quarter, Receipt> Withdrawn,
    Quarter? LatestSent,
    Quarter Current,
    IReadOnlyDictionary<Quarter, ClosedQuarter> Closed,
    ServiceLife Life
)
{
    public static async Task<SendQuarters> ReadAsync(
        PortalDatabase database,
        Service service,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        var sent = await ListSubmissions.PageAsync(database, service, 1, PageRequest.LargestSize, cancellation);
        var standing = sent.Items.Where(receipt => receipt.State == SubmissionState.Accepted).ToDictionary(receipt => receipt.Period);
        // Newest first: what stood last of a quarter that has nothing standing.
        var withdrawn = sent
            .Items.DistinctBy(receipt => receipt.Period)
            .Where(receipt => receipt.State == SubmissionState.Withdrawn)
            .ToDictionary(receipt => receipt.Period);
        return new SendQuarters(
            standing,
            withdrawn,
            standing.Count == 0 ? null : standing.Keys.Max(),
            day.Quarter,
            await ClosedQuarters.ReadAsync(database, cancellation),
            await ServiceLife.ReadAsync(database, service, cancellation)
        );
    }

    /// <summary>The current quarter and the four before it, newest first.</summary>
    public IReadOnlyList<SendQuarter> Recent(CalendarSettings settings, CalendarDay day) =>
        [.. Enumerable.Range(0, 5).Select(back => Of(Current.Plus(-back), settings, day))];

    /// <summary>The last complete quarter, or the latest before it that still takes extracts.</summary>
    public Quarter LatestToSend =>
        Enumerable
            .Range(1, 8)
            .Select(back => Current.Plus(-back))
            .Where(quarter => !Closed.ContainsKey(quarter) && !Life.IsOverBefore(quarter))
            .DefaultIfEmpty(Current)
            .First();

    /// <inheritdoc cref="KnownMonths.LatestYear"/>
    public Window LatestYear => KnownMonths.LatestYearOf(Standing.Keys.Where(quarter => quarter < Current).Cast<Quarter?>().Max(), Current);

    private SendQuarter Of(Quarter quarter, CalendarSettings settings, CalendarDay day)
    {
        var receipt = Standing.GetValueOrDefault(quarter);
        var isClosed = Closed.ContainsKey(quarter) || Life.IsOverBefore(quarter);
        var due = settings.Due(quarter);
        return new SendQuarter(
            quarter,
            due,
            QuarterStates.Of(quarter, due, day.Today, Life, receipt is not null, Closed.ContainsKey(quarter)),
            isClosed,
            receipt,
            Withdrawn.GetValueOrDefault(quarter)
        );
    }
}
