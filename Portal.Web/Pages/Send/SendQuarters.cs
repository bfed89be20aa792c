using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Records;
using Portal.Api.Submissions;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Send;

/// <summary>A quarter and the receipt that stands for it.</summary>
/// <param name="Due">30 days after the quarter's end; later is shown, not refused.</param>
/// <param name="Standing">The accepted submission, or <c>null</c> when the quarter is not yet sent.</param>
public sealed record SendQuarter(Quarter Quarter, DateOnly Due, bool Late, Receipt? Standing);

/// <summary>What a service has sent and still has to send.</summary>
/// <param name="LatestSent">The latest quarter with an accepted submission, or <c>null</c> before the first.</param>
public sealed record SendQuarters(IReadOnlyDictionary<Quarter, Receipt> Standing, Quarter? LatestSent, Quarter Current)
{
    private const int DaysToSend = 30;

    public static async Task<SendQuarters> ReadAsync(PortalDatabase database, Service service, TimeProvider clock, CancellationToken cancellation)
    {
        var history = await SubmissionHistory.PageAsync(database, service, 1, PageRequest.LargestSize, cancellation);
        var standing = history.Items
            .Where(receipt => receipt.State == "ACCEPTED" && Quarter.TryParse(receipt.Period, out _))
            .ToDictionary(receipt => Quarter.TryParse(receipt.Period, out var quarter) ? quarter : default);
        return new SendQuarters(standing, standing.Count == 0 ? null : standing.Keys.Max(), ExtractCalendar.Current(clock));
    }

    /// <summary>The four quarters that ended last, newest first.</summary>
    public IReadOnlyList<SendQuarter> LastFour(TimeProvider clock) => [.. Enumerable.Range(1, 4).Select(back => Of(Current.Plus(-back), clock))];

    /// <summary>The months of the four quarters that end with the latest quarter sent; before the first, those that ended last.</summary>
    public Window LatestYear => Window.FourQuartersTo(LatestSent is { } sent && sent < Current ? sent : Current.Plus(-1));

    private SendQuarter Of(Quarter quarter, TimeProvider clock)
    {
        var due = quarter.Before.FirstDay.AddDays(DaysToSend - 1);
        var receipt = Standing.GetValueOrDefault(quarter);
        return new SendQuarter(quarter, due, receipt is null && DateWords.Today(clock) > due, receipt);
    }
}
