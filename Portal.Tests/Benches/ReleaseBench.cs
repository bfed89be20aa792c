using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases;
using Portal.Api.Releases.Making;
using Portal.Api.Releases.Published;
using Portal.Tests.Answers;
using Portal.Tests.Database;

namespace Portal.Tests.Benches;

/// <summary>
/// Releases of the sample network and of one of 200 services, by the job itself over PostgreSQL; the second release finds the first one in the ledger. Beside them
/// a plain reading of the same rows in the same run.
/// </summary>
[Category("Bench")]
[NeedsDatabase]
public sealed class ReleaseBench
{
    private const string Frozen = "SELECT content, content_hash AS Hash FROM release WHERE release_id = @Id";

    private const string Stored = """
        SELECT (SELECT count(*) FROM release_for_service WHERE release_id = @Id) AS Parts,
          (SELECT sum(octet_length(content) + octet_length(own)) FROM release_for_service WHERE release_id = @Id)
            + (SELECT sum(octet_length(content)) FROM service_report WHERE release_id = @Id) AS PartBytes,
          (SELECT count(*) FROM release_population WHERE release_id = @Id) AS Populations,
          (SELECT sum(octet_length(members)) FROM release_population WHERE release_id = @Id) + (SELECT octet_length(cases) FROM release_roll WHERE release_id = @Id) AS LedgerBytes,
          (SELECT sum(octet_length(members) + octet_length(fingerprints)) FROM release_value WHERE release_id = @Id) AS ValueBytes
        """;

    private static readonly Caller Maker = new("analyst", "Analyst", [Roles.Analyst]);

    private static readonly Caller Approver = new("analyst2", "Second analyst", [Roles.Analyst]);

    private static readonly Quarter[] Quarters = [new(2025, 3), new(2025, 4)];

    [Test]
    public async Task Release_OfTwelveAndOfTwoHundredServices_BesideReadingTheirRows()
    {
        var lattices = new List<CellAddress[]>();
        await TestContext.Out.WriteLineAsync(Timing.Heading);
        foreach (var services in new[] { 12, 200 })
        {
            var watch = Stopwatch.StartNew();
            await using var network = await GeneratedNetwork.LoadAsync(services);
            await SayAsync(
                $"{services} services, 12 quarters, {network.Size.Rows:N0} rows, generated, checked and stored in {watch.Elapsed.TotalSeconds:0} s"
            );
            var reading = await Timing.OfAsync(
                "reading the rows of cases, risks, scores and contacts with Npgsql (baseline)",
                3,
                () => ReadAsync(network)
            );
            await TestContext.Out.WriteLineAsync(reading.Line(reading));
            foreach (var quarter in Quarters)
            {
                await TimeStepsAsync(network, quarter, reading);
                lattices.Add(await TimeReleaseAsync(network, quarter, reading));
            }
        }

        Assert.That(lattices[2], Is.EqualTo(lattices[0]), "which lines exist does not depend on the network");
    }

    // The parts of the job one by one, without storing anything.
    private static async Task TimeStepsAsync(GeneratedNetwork network, Quarter quarter, Timing reading)
    {
        var windows = MakeRelease.Windows(quarter);
        var watch = Stopwatch.StartNew();
        var snapshot = await ReleaseSnapshot.ReadAsync(network.Portal, windows, CancellationToken.None);
        await LineAsync($"{quarter}: snapshot of {snapshot.Cases.Count:N0} cases and {snapshot.Scores.Count:N0} scored measures");
        Ledger ledger;
        EarlierReleases earlier;
        await using (var transaction = await PortalTransaction.BeginAsync(network.Portal.Release, Scope.None, CancellationToken.None))
        {
            ledger = await StoredLedger.ReadAsync(transaction, windows, DisclosurePolicy.Sdc1, CancellationToken.None);
            earlier = await EarlierTexts.ReadAsync(transaction, windows, CancellationToken.None);
        }

        await LineAsync($"{quarter}: ledger");
        var steps = new List<(string Words, double Seconds)>();
        var made = new MakeRelease(snapshot, quarter, "0000000000000000", ledger, earlier, DisclosurePolicy.Sdc1).Run(
            new JsonObject(),
            (words, _, _) => steps.Add((words, watch.Elapsed.TotalSeconds)),
            CancellationToken.None
        );
        steps.Add(("", watch.Elapsed.TotalSeconds));
        foreach (
            var step in steps
                .Zip(steps.Skip(1), (one, next) => (one.Words, Seconds: next.Seconds - one.Seconds))
                .GroupBy(step => step.Words)
        )
            await SayAsync($"    {step.Key}: {step.Sum(one => one.Seconds):0.00} s in {step.Count()} steps");
        await LineAsync($"{quarter}: counted, estimated and protected, {made.Content.Cells.Count:N0} cells and {made.Parts.Count} parts");

        async Task LineAsync(string what)
        {
            await TestContext.Out.WriteLineAsync(new Timing(what, [watch.Elapsed]).Line(reading));
            watch.Restart();
        }
    }

    private static async Task<CellAddress[]> TimeReleaseAsync(GeneratedNetwork network, Quarter quarter, Timing reading)
    {
        var begun = await StartRelease.BeginAsync(
            network.Portal,
            Maker,
            new ReleaseRequest(quarter.ToString(), ""),
            new CalendarDay(TimeProvider.System),
            CancellationToken.None
        );
        var id = begun.Value().Id;
        using var stop = new CancellationTokenSource();
        var memory = new PeakMemory();
        var watch = Stopwatch.StartNew();
        await Task.Run(() => FreezeRelease.RunAsync(network.Portal, id, quarter, TimeProvider.System, stop));
        var whole = new Timing($"{quarter}: the whole job, stored", [watch.Elapsed]);
        var (managed, resident) = await memory.StopAsync();
        await TestContext.Out.WriteLineAsync(whole.Line(reading));
        var published = await PublishRelease.RunAsync(network.Portal, Approver, id, TimeProvider.System, CancellationToken.None);
        Assert.That(published.Value().State, Is.EqualTo(ReleaseState.Published));

        await using var connection = await network.AdministratorAsync();
        var (content, hash) = await connection.QuerySingleAsync<(string Content, string Hash)>(Frozen, new { Id = id });
        var (parts, partBytes, populations, ledgerBytes, valueBytes) = await connection.QuerySingleAsync<(long, long, long, long, long)>(
            Stored,
            new { Id = id }
        );
        var release = FrozenRelease.Open(content, hash);
        var shown = release.Cells.Count(cell => cell.Figure.IsShown);
        await SayAsync(
            $"    {shown:N0} of {release.Cells.Count:N0} cells shown, {release.Cells.Count - shown:N0} withheld; text {content.Length / 1e6:0.0} MB; {parts} parts and reports of services, {partBytes / 1e6:0.0} MB; ledger {populations:N0} populations, {ledgerBytes / 1e6:0.00} MB, and fingerprints, {valueBytes / 1e6:0.00} MB"
        );
        await SayAsync(
            $"    peak memory: {managed / 1e6:N0} MB managed beyond what was held before, {resident / 1e6:N0} MB resident of the whole process"
        );
        Assert.That((shown > 0, parts > 0), Is.EqualTo((true, true)));
        return [.. release.Cells.Select(cell => cell.Address)];
    }

    private static async Task ReadAsync(GeneratedNetwork network)
    {
        await using var connection = await network.AdministratorAsync();
        foreach (var table in new[] { "TABLE case_record", "TABLE risk_record", "TABLE score_record", "TABLE contact_record" })
        {
            await using var reader = await connection.ExecuteReaderAsync(table);
            var values = new object[reader.FieldCount];
            while (await reader.ReadAsync())
                reader.GetValues(values);
        }
    }

    private static Task SayAsync(FormattableString words) => TestContext.Out.WriteLineAsync(words.ToString(CultureInfo.InvariantCulture));

    /// <summary>The most memory while something runs, looked at every few milliseconds.</summary>
    private sealed class PeakMemory
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private readonly Task _watching;
        private long _managed;
        private long _resident;

        public PeakMemory() => _watching = Task.Run(WatchAsync);

        public async Task<(long Managed, long Resident)> StopAsync()
        {
            await _stop.CancelAsync();
            await _watching;
            _stop.Dispose();
            return (_managed - _before, _resident);
        }

        private async Task WatchAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                _managed = Math.Max(_managed, GC.GetTotalMemory(forceFullCollection: false));
                _resident = Math.Max(_resident, Environment.WorkingSet);
                await Task.Delay(10);
            }
        }
    }
}
