using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Api.Releases.Published;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Releases;

/// <summary>What is stored of releases, who may read it, and that it is what the next release is judged by.</summary>
[NeedsDatabase]
public sealed class StoredReleaseTests
{
    private const string Releases = "/api/v1/network/releases";

    private static readonly IReadOnlyList<Window> Windows = MakeRelease.Windows(InventedNetwork.QuarterOf("2025-Q4"));

    private RunningPortal _portal = null!;
    private string _id = "";

    [OneTimeSetUp]
    public async Task SendAndRelease()
    {
        _portal = await RunningPortal.StartAsync();
        await SampleExtracts.SendAsync(_portal, "2025-Q4");
        _id = await PublishedRelease.MakeAsync(_portal, "2025-Q4");
    }

    [OneTimeTearDown]
    public async Task StopPortal() => await _portal.DisposeAsync();

    [Test]
    public async Task Ledger_Read_HoldsTheCasesBehindWhatIsShown()
    {
        var ledger = await LedgerAsync();
        var snapshot = await ReleaseSnapshot.ReadAsync(_portal.Database.Portal, Windows, CancellationToken.None);
        var referred = snapshot
            .Referred(ReleaseLattice.Network, Windows[0])
            .Select(one => new ContributingCase(one.Service.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), one.Key));

        var known = ledger.OfRelease(_id, ReleaseLattice.Network, Windows[0], new HashSet<string> { "PROFILE|||REFERRALS|NONE|" }).Single();

        Assert.That(known.Members, Is.EquivalentTo(referred));
        Assert.That(known.Members, Has.Count.GreaterThan(100));
    }

    // Every scope, window and band that counts a family shares its fingerprints.
    [Test]
    public async Task Ledger_Fingerprints_TakeFewBytesBesideThePeople()
    {
        const string People =
            "SELECT (SELECT octet_length(cases) FROM release_roll WHERE release_id = @Id) + sum(octet_length(scope) + octet_length(population) "
            + "+ octet_length(members) + 12)::int FROM release_population WHERE release_id = @Id";
        const string Values =
            "SELECT sum(octet_length(kind) + octet_length(members) + octet_length(fingerprints) + 8)::int FROM release_value WHERE release_id = @Id";
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        var people = await connection.ExecuteScalarAsync<int>(People, new { Id = _id });
        var values = await connection.ExecuteScalarAsync<int>(Values, new { Id = _id });

        await TestContext.Out.WriteLineAsync($"{people} bytes of people, {values} bytes of their values");
        Assert.That(values, Is.GreaterThan(0).And.LessThan(people / 4));
    }

    [Test]
    public async Task Ledger_WindowsThatShareNoMonth_AreNotRead()
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Release,
            Scope.None,
            CancellationToken.None
        );
        var ledger = await StoredLedger.ReadAsync(
            transaction,
            MakeRelease.Windows(InventedNetwork.QuarterOf("2020-Q4")),
            DisclosurePolicy.Sdc1,
            CancellationToken.None
        );

        Assert.That(
            ledger.OfRelease(_id, ReleaseLattice.Network, Windows[0], new HashSet<string> { "PROFILE|||REFERRALS|NONE|" }),
            Is.Empty
        );
    }

    [Test]
    public async Task Correction_SameExtracts_HasTheSameCellsAndParts()
    {
        var again = await PublishedRelease.MakeAsync(_portal, "2025-Q4", "Nothing has changed");
        using var reader = await _portal.ClientAsync("reader");
        async Task<JsonNode> Cells(string id) => (await reader.GetAnswerAsync($"{Releases}/{id}/cells.json")).Json["cells"]!;

        Assert.That((await Cells(again)).ToJsonString(), Is.EqualTo((await Cells(_id)).ToJsonString()));
        Assert.That(
            (await Cells(again)).AsArray().Count(cell => cell!["value"]!.GetValueKind() == System.Text.Json.JsonValueKind.Number),
            Is.GreaterThan(50)
        );
        Assert.That(
            (await PartAsync("HARBOUR", again))!.Content.Printed(),
            Is.EqualTo((await PartAsync("HARBOUR", _id))!.Content.Printed())
        );
    }

    [Test]
    public async Task Part_OwnService_HasRestCellsAndExactFigures()
    {
        var part = (await PartAsync("HARBOUR", _id))!;

        Assert.That(part.Content.Cells.Select(cell => cell.Address.Scope).Distinct(), Is.EqualTo(new[] { ReleaseLattice.Rest }));
        Assert.That(JsonNode.Parse(part.Content.Head)!["service"]!.ToString(), Is.EqualTo("HARBOUR"));
        Assert.That(part.Own.Referrals, Is.GreaterThan(0));
        Assert.That(part.Own.Risks, Has.Count.EqualTo(CareCodes.Risk.Codes.Count));
        Assert.That(part.Own.Measures.Where(one => one.Paired > 1), Is.Not.Empty);
        Assert.That(await PartAsync("HARBOUR", "0123456789abcdef"), Is.Null);
    }

    [Test]
    public async Task Parts_ApplicationRole_ReadsThoseOfItsScopeOnly()
    {
        var harbour = await ServiceAsync("HARBOUR");
        const string Sql = "SELECT DISTINCT service_id FROM release_for_service";

        Assert.That(await ReadAsync(new Scope([harbour.Id]), Sql), Is.EqualTo(new[] { harbour.Id }));
        Assert.That(await ReadAsync(Scope.None, Sql), Is.Empty);
    }

    [TestCase("SELECT length(reasons) FROM release")]
    [TestCase("SELECT length(submissions) FROM release")]
    [TestCase("SELECT length(started_by) FROM release")]
    [TestCase("SELECT length(cases) FROM release_roll")]
    [TestCase("SELECT length(members) FROM release_population")]
    [TestCase("SELECT length(fingerprints) FROM release_value")]
    [TestCase("UPDATE release SET note = 'x'")]
    [TestCase("DELETE FROM release")]
    [TestCase("INSERT INTO release_roll VALUES ('0123456789abcdef', '')")]
    public void ApplicationRole_MakingOfReleases_IsForbidden(string sql) =>
        Assert.That(
            () => ReadAsync(Scope.None, sql),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501")
        );

    [TestCase("release_for_service")]
    [TestCase("service_report")]
    [TestCase("workspace_group")]
    [TestCase("workspace_part")]
    [TestCase("workspace_profile")]
    public async Task ReleaseRole_FiguresOfARelease_GoOnlyWhenItWasDiscarded(string table)
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Release,
            Scope.None,
            CancellationToken.None
        );

        Assert.That(
            await transaction.Connection.ExecuteScalarAsync<int>(
                transaction.Command($"SELECT count(*)::int FROM {table}", null, CancellationToken.None)
            ),
            Is.GreaterThan(0)
        );
        Assert.That(
            await transaction.Connection.ExecuteAsync(transaction.Command($"DELETE FROM {table}", null, CancellationToken.None)),
            Is.Zero
        );
    }

    [TestCase("release_roll")]
    [TestCase("release_population")]
    [TestCase("release_value")]
    [TestCase("workspace_known")]
    [TestCase("workspace_item")]
    public async Task ReleaseRole_PartsOfARelease_CannotBeRemoved(string table)
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Release,
            Scope.None,
            CancellationToken.None
        );

        Assert.That(
            () => transaction.Connection.ExecuteAsync(transaction.Command($"DELETE FROM {table}", null, CancellationToken.None)),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501")
        );
    }

    [TestCase("UPDATE release SET content = 'x' WHERE state = 'PUBLISHED'")]
    [TestCase("UPDATE release SET state = 'DRAFT', published_at = NULL, published_by = NULL")]
    [TestCase("DELETE FROM release")]
    public async Task ReleaseRole_PublishedRelease_CannotBeTouched(string sql)
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Release,
            Scope.None,
            CancellationToken.None
        );

        Assert.That(await transaction.Connection.ExecuteAsync(transaction.Command(sql, null, CancellationToken.None)), Is.Zero);
    }

    [Test]
    public void Network_RoleOfTheWorkspace_ReadsNoReleaseTable() =>
        Assert.That(
            async () =>
            {
                await using var transaction = await PortalTransaction.BeginAsync(_portal.Database.Portal.Network, CancellationToken.None);
                await transaction.Connection.QueryAsync<int>("SELECT length(members) FROM release_population");
            },
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501")
        );

    private async Task<OpenedPart?> PartAsync(string service, string id) =>
        await OpenRelease.PartAsync(_portal.Database.Portal, await ServiceAsync(service), id, CancellationToken.None);

    private async Task<Service> ServiceAsync(string code)
    {
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return await connection.QuerySingleAsync<Service>(
            "SELECT service_id AS Id, code, name, nation, host, false AS IsLed FROM service WHERE code = @code",
            new { code }
        );
    }

    private async Task<Ledger> LedgerAsync()
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Release,
            Scope.None,
            CancellationToken.None
        );
        return await StoredLedger.ReadAsync(transaction, Windows, DisclosurePolicy.Sdc1, CancellationToken.None);
    }

    private async Task<IEnumerable<int>> ReadAsync(Scope scope, string sql)
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Application,
            scope,
            CancellationToken.None
        );
        return await transaction.Connection.QueryAsync<int>(transaction.Command(sql, null, CancellationToken.None));
    }
}
