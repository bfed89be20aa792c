using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Outcomes;

/// <summary>Outcomes of a service, and on request those of the year before.</summary>
/// <param name="Filter">What both were asked for, with the months of <paramref name="Found"/>.</param>
/// <param name="YearBefore"><c>null</c> when they were not asked for.</param>
public sealed record ComparedOutcomes(OutcomeFilter Filter, ServiceOutcomes Found, ServiceOutcomes? YearBefore)
{
    /// <summary>What a query says to compare with the same months a year earlier.</summary>
    public const string WithYearBefore = "YEAR_BEFORE";

    /// <summary>Reads whether the year before is asked for.</summary>
    /// <param name="window">What it would be compared with.</param>
    /// <returns>400 COMPARED_UNKNOWN, or COMPARED_TOO_LONG when the months are more than a year.</returns>
    public static Answer<bool> Asks(string? compared, Window window) =>
        string.IsNullOrEmpty(compared) ? false
        : compared != WithYearBefore ? Wrong("COMPARED_UNKNOWN", $"compared is {WithYearBefore}, or absent.")
        : window.YearBefore() is null
            ? Wrong("COMPARED_TOO_LONG", "Only a year or less can be compared with the year before. Ask for fewer months.")
        : true;

    /// <param name="isCompared">Whether to read the year before; the months are then a year or less.</param>
    public static async Task<ComparedOutcomes> ReadAsync(
        PortalDatabase database,
        Service service,
        OutcomeFilter filter,
        bool isCompared,
        CancellationToken cancellation
    ) =>
        new(
            filter,
            await ServiceOutcomes.ReadAsync(database, service, filter, cancellation),
            isCompared && filter.Window.YearBefore() is { } before
                ? await ServiceOutcomes.ReadAsync(database, service, filter with { Window = before }, cancellation)
                : null
        );

    private static Refusal Wrong(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
