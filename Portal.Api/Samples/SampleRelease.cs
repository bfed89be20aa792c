using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Making;
using Portal.Api.Releases.Published;

namespace Portal.Api.Samples;

/// <summary>Publishes the first release of the sample network as its analysts would, so that a newcomer can compare at once.</summary>
public static class SampleRelease
{
    private const string Loaded = "SELECT EXISTS (SELECT FROM sample_load WHERE finished_at IS NOT NULL)";

    private const string Wanted = """
        SELECT max(period) FROM submission
        WHERE state = 'ACCEPTED' AND NOT EXISTS (SELECT FROM release WHERE state = 'PUBLISHED')
        HAVING max(period) IS NOT NULL
        """;

    // Left by a start that was killed before it could publish.
    private const string Frozen =
        "SELECT release_id FROM release WHERE state = 'DRAFT' AND quarter = @Quarter AND note = '' AND started_by = @By ORDER BY "
        + "started_at DESC LIMIT 1";

    private static readonly Caller Maker = new("analyst", "Analyst", [Roles.Analyst]);

    private static readonly Caller Approver = new("analyst2", "Second analyst", [Roles.Analyst]);

    /// <summary>Makes and publishes a release of the latest quarter if there is none; a real network is left alone.</summary>
    /// <returns>Always true: if no release can be made, <paramref name="output"/> says so and the portal starts without one.</returns>
    public static async Task<bool> RunAsync(PortalDatabase database, TimeProvider clock, TextWriter output, CancellationToken cancellation)
    {
        database = database.ForJob("RELEASE_SAMPLES");
        await using (var migrations = await database.Migrations.OpenConnectionAsync(cancellation))
            if (!await migrations.ExecuteScalarAsync<bool>(new CommandDefinition(Loaded, cancellationToken: cancellation)))
                return true;
        Quarter quarter;
        string? frozen;
        await using (var reading = await PortalTransaction.BeginAsync(database.Release, Scope.None, cancellation))
        {
            if (await reading.Connection.QuerySingleOrDefaultAsync<Quarter?>(reading.Command(Wanted, null, cancellation)) is not { } latest)
                return true;
            quarter = latest;
            frozen = await reading.Connection.QuerySingleOrDefaultAsync<string>(
                reading.Command(Frozen, new { Quarter = quarter.ToString(), By = Maker.PersonId }, cancellation)
            );
        }

        if (frozen is not null)
        {
            await PublishRelease.RunAsync(database, Approver, frozen, clock, cancellation);
            return true;
        }

        await output.WriteLineAsync($"Releasing {quarter.Words} of the sample network ...");
        var begun = await StartRelease.BeginAsync(
            database,
            Maker,
            new ReleaseRequest(quarter.ToString(), ""),
            new CalendarDay(clock, CalendarDay.OfSamples),
            cancellation
        );
        if (!begun.IsGiven(out var release, out var refusal))
        {
            await output.WriteLineAsync($"  not made: {refusal.Detail}");
            return true;
        }

        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
            await FreezeRelease.RunAsync(database, release.Id, quarter, clock, stop);
        await PublishRelease.RunAsync(database, Approver, release.Id, clock, cancellation);
        return true;
    }
}
