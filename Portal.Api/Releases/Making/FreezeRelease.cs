using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Portal.Analytics.Disclosure;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>
/// Makes one release: reads, computes, protects, and stores everything in one transaction.
/// When it stops early, only the row that says so is left.
/// </summary>
public static class FreezeRelease
{
    private const string Beat = """
        UPDATE release SET beat_at = @Now, step = @Step, steps_done = @Done, steps_total = @Total
        WHERE release_id = @Id AND state = 'RUNNING'
        """;

    private const string Fail = "UPDATE release SET state = 'FAILED', step = @Code WHERE release_id = @Id AND state = 'RUNNING'";

    private const string Freeze = """
        UPDATE release SET state = 'DRAFT', frozen_at = @Now, content = @Content, content_hash = @Hash, reasons = @Reasons,
          submissions = @Submissions, step = '', steps_done = steps_total
        WHERE release_id = @Id AND state = 'RUNNING'
        """;

    private const string Part = """
        INSERT INTO release_for_service (service_id, release_id, content, content_hash, own)
        VALUES (@ServiceId, @ReleaseId, @Content, @Hash, @Own)
        """;

    private const string Report = """
        INSERT INTO service_report (service_id, release_id, content, content_hash) VALUES (@ServiceId, @ReleaseId, @Content, @Hash)
        """;

    private static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(2);

    private sealed record Work(PortalDatabase Database, string Id, TimeProvider Clock);

    /// <param name="stop">Stops the work. It is cancelled here too when somebody removes the row.</param>
    public static async Task RunAsync(PortalDatabase database, string id, Quarter quarter, TimeProvider clock, CancellationTokenSource stop)
    {
        var at = new ReleaseProgress("Reading the current records", 0, 1);
        var work = new Work(database, id, clock);
        var beating = BeatAsync(work, () => at, stop);
        try
        {
            await MakeAsync(work, quarter, progress => at = progress, stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
        }
    }

    /// <summary>Marks a running release as failed.</summary>
    public static async Task FailAsync(PortalDatabase database, string id, string code, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Release, Scope.None, cancellation);
        await transaction.Connection.ExecuteAsync(transaction.Command(Fail, new { Id = id, Code = code }, cancellation));
        await transaction.CommitAsync(cancellation);
    }

    private static async Task MakeAsync(Work work, Quarter quarter, Action<ReleaseProgress> progress, CancellationToken cancellation)
    {
        var policy = DisclosurePolicy.Sdc2;
        var windows = MakeRelease.Windows(quarter);
        var snapshot = await ReleaseSnapshot.ReadAsync(
            work.Database,
            [.. windows.Union(WorkspaceWindow.Of(quarter).Select(window => window.Months))],
            cancellation
        );
        Ledger ledger;
        EarlierReleases earlier;
        ILookup<(string, string), KnownPart> known;
        await using (var reading = await PortalTransaction.BeginAsync(work.Database.Release, Scope.None, cancellation))
        {
            ledger = await StoredLedger.ReadAsync(reading, windows, policy, cancellation, snapshot);
            earlier = await EarlierTexts.ReadAsync(reading, windows, cancellation);
            known = await WorkspaceStore.EarlierAsync(reading, quarter, cancellation);
        }

        var submissions = snapshot
            .Submissions.Where(one => windows.Any(window => snapshot.OptedIn[window].Contains(one.ServiceId)))
            .ToArray();
        var codes = snapshot.Services.ToDictionary(service => service.Id, service => service.Code);
        var behind = JsonSerializer.Serialize(
            submissions.Select(one => new ContributingSubmission(codes[one.ServiceId], one.Period, one.SubmissionId, one.ContentHash)),
            PortalJson.Options
        );
        var made = new MakeRelease(snapshot, quarter, work.Id, ledger, earlier, policy).Run(
            Head(quarter, windows, policy, behind, work.Clock),
            (step, done, total) => progress(new ReleaseProgress(step, done, total)),
            cancellation
        );
        var workspace = new WorkspaceParts(snapshot, quarter, (measure, subscale) => [.. known[(measure, subscale)]], policy);
        await StoreAsync(work, made, behind, transaction => WriteAsync(transaction, workspace), cancellation);

        async Task WriteAsync(PortalTransaction transaction, WorkspaceParts parts)
        {
            await WorkspaceGroups.WriteAsync(transaction, work.Id, snapshot, windows, cancellation);
            await WorkspaceStore.WriteAsync(transaction, work.Id, parts.Profile(), cancellation);
            foreach (var table in parts.Outcomes())
                await WorkspaceStore.WriteAsync(transaction, work.Id, table, cancellation);
        }
    }

    private static JsonObject Head(
        Quarter quarter,
        IReadOnlyList<Window> windows,
        DisclosurePolicy policy,
        string behind,
        TimeProvider clock
    ) =>
        new()
        {
            ["quarter"] = quarter.ToString(),
            ["headline"] = new JsonArray(windows[0].From.ToString(), windows[0].Before.ToString()),
            ["breakdowns"] = new JsonArray(windows[1].From.ToString(), windows[1].Before.ToString()),
            ["policy"] = policy.Id,
            ["parameters"] = new JsonObject(policy.Parameters().Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, one.Value))),
            ["ruleSet"] = RuleCatalogue.RuleSet,
            ["code"] = typeof(FreezeRelease).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            ["submissions"] = Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(behind))
            ),
            ["frozenAt"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        };

    private static async Task StoreAsync(
        Work work,
        MadeRelease made,
        string behind,
        Func<PortalTransaction, Task> writeWorkspace,
        CancellationToken cancellation
    )
    {
        var id = work.Id;
        await using var transaction = await PortalTransaction.BeginAsync(work.Database.Release, Scope.None, cancellation);
        var frozen = await transaction.Connection.ExecuteAsync(
            transaction.Command(
                Freeze,
                new
                {
                    Id = id,
                    Now = work.Clock.GetUtcNow(),
                    Content = made.Content.Text,
                    Hash = made.Content.ContentHash,
                    Reasons = JsonSerializer.Serialize(made.Reasons.Select(reason => reason is { } known ? Codes.Of(known) : null)),
                    Submissions = behind,
                },
                cancellation
            )
        );
        // Somebody cancelled the release and its row is gone, so nothing else is stored.
        if (frozen == 0)
            throw new OperationCanceledException();
        await StoredLedger.WriteAsync(
            transaction,
            id,
            [.. made.Populations, .. made.Parts.SelectMany(part => part.Report.Shown)],
            cancellation
        );
        await writeWorkspace(transaction);
        foreach (var part in made.Parts)
        {
            await transaction.Connection.ExecuteAsync(
                transaction.Command(
                    Part,
                    new
                    {
                        part.ServiceId,
                        ReleaseId = id,
                        Content = part.Content.Text,
                        Hash = part.Content.ContentHash,
                        Own = JsonSerializer.Serialize(part.Own, PortalJson.Options),
                    },
                    cancellation
                )
            );
            await transaction.Connection.ExecuteAsync(
                transaction.Command(
                    Report,
                    new
                    {
                        part.ServiceId,
                        ReleaseId = id,
                        Content = part.Report.Content.Text,
                        Hash = part.Report.Content.ContentHash,
                    },
                    cancellation
                )
            );
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task BeatAsync(Work work, Func<ReleaseProgress> progress, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(BetweenBeats, work.Clock);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await timer.WaitForNextTickAsync(stop.Token);
                await using var transaction = await PortalTransaction.BeginAsync(work.Database.Release, Scope.None, stop.Token);
                var (step, done, total) = progress();
                var row = new
                {
                    work.Id,
                    Now = work.Clock.GetUtcNow(),
                    Step = step,
                    Done = done,
                    Total = total,
                };
                var stands = await transaction.Connection.ExecuteAsync(transaction.Command(Beat, row, stop.Token)) > 0;
                await transaction.CommitAsync(stop.Token);
                if (!stands)
                    await stop.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Expected: the work is over.
        }
    }
}
