using Dapper;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.LocalMeasures;

/// <summary>The measures of the network at this moment: those of the build, and those that it added.</summary>
/// <param name="Local">By code, retired ones too.</param>
/// <param name="All">The whole catalogue; for names and figures of what was sent.</param>
public sealed record NetworkMeasures(IReadOnlyList<LocalMeasure> Local, MeasureCatalogue All)
{
    private const string Added = """
        SELECT code, name, construct, array_to_string(respondents, ' ') AS Respondents, lowest, highest, step, direction,
          cut_off AS CutOff, cut_off_side AS CutOffSide, used_at IS NOT NULL AS IsUsed, last_period AS LastPeriod
        FROM local_measure ORDER BY code
        """;

    private static readonly NetworkMeasures OfBuild = new([], MeasureCatalogue.Published);

    // Read each time, so that every node knows at once; only the lookups are kept while the rows are the same.
    private static volatile NetworkMeasures _latest = OfBuild;

    /// <summary>What an extract of the quarter may hold.</summary>
    public MeasureCatalogue In(Quarter period) =>
        Local.All(measure => measure.IsTakenIn(period))
            ? All
            : MeasureCatalogue.Published.With(Local.Where(measure => measure.IsTakenIn(period)).Select(measure => measure.Measure));

    public static async Task<NetworkMeasures> ReadAsync(PortalDatabase database, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        return await ReadAsync(transaction, cancellation);
    }

    /// <param name="transaction">Of the application or the administration role.</param>
    public static async Task<NetworkMeasures> ReadAsync(PortalTransaction transaction, CancellationToken cancellation)
    {
        var local = (await transaction.Connection.QueryAsync<LocalMeasure>(transaction.Command(Added, null, cancellation))).AsList();
        if (local.Count == 0)
            return OfBuild;
        var known = _latest;
        return known.Local.SequenceEqual(local)
            ? known
            : _latest = new NetworkMeasures(local, MeasureCatalogue.Published.With(local.Select(measure => measure.Measure)));
    }

    /// <summary>What an extract of today's quarter may hold, for routes of the catalogue.</summary>
    public static async Task<MeasureCatalogue> NowAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var measures = await ReadAsync(services.GetRequiredService<PortalDatabase>(), context.RequestAborted);
        return measures.In(services.GetRequiredService<CalendarDay>().Quarter);
    }
}
