using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Tests.Database;
using static Portal.Tests.Shares.SharingPortal;

namespace Portal.Tests.Shares;

/// <summary>What PostgreSQL itself lets a reader's transaction reach, whatever the code above it asks for.</summary>
[NeedsDatabase]
public sealed class SharesIsolationTests
{
    private const string Reports = "SELECT release_id FROM service_report";

    private int _teasel;

    [OneTimeSetUp]
    public async Task Share()
    {
        _teasel = await SeeAsync<int>("SELECT service_id FROM service WHERE code = 'TEASEL'");
        using var lead = await Running.ClientAsync("lead@teasel");
        foreach (var person in new[] { "first", "second" })
            Assert.That((await SendAsync(lead, "PUT", "/api/v1/services/TEASEL/shares/" + person)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Reader_WithAShare_ReadsPublishedReportsOfThatServiceOnly()
    {
        Assert.That(await ReadAsync<string>(Reader("first"), Reports), Is.EqualTo(new[] { Published }));
        Assert.That(await ReadAsync<int>(Reader("first"), "SELECT service_id FROM service_report"), Is.EqualTo(new[] { _teasel }));
        Assert.That(
            await SeeAsync<int>($"SELECT count(*)::int FROM service_report WHERE release_id = '{Draft}'"),
            Is.GreaterThan(0),
            "the draft has reports that nobody sees"
        );
    }

    [Test]
    public async Task Reader_WithAShare_SeesOwnShareOnlyAndNothingExact()
    {
        Assert.That(await ReadAsync<string>(Reader("first"), "SELECT person_id FROM report_share"), Is.EqualTo(new[] { "first" }));
        foreach (
            var table in new[] { "release_for_service", "submission", "case_record", "outcome_moment", "profile_count", "pooling_opt_in" }
        )
            Assert.That(await ReadAsync<int>(Reader("first"), "SELECT service_id FROM " + table), Is.Empty, table);
    }

    [TestCase("third")]
    [TestCase("FIRST")]
    [TestCase("")]
    [TestCase(null)]
    public async Task Reader_WithoutAShare_ReadsNothing(string? person)
    {
        Assert.That(await ReadAsync<string>(Reader(person), Reports), Is.Empty);
        Assert.That(await ReadAsync<string>(Reader(person), "SELECT person_id FROM report_share"), Is.Empty);
    }

    [Test]
    public async Task Service_ReadsItsOwnReportsAndShares()
    {
        var other = await SeeAsync<int>("SELECT service_id FROM service WHERE code = 'CURLEW'");

        Assert.That(await ReadAsync<string>(new Scope([_teasel]), Reports), Is.EqualTo(new[] { Published }));
        Assert.That(
            await ReadAsync<string>(new Scope([_teasel]), "SELECT person_id FROM report_share ORDER BY person_id"),
            Is.EqualTo(new[] { "first", "second" })
        );
        Assert.That(await ReadAsync<string>(new Scope([other]), "SELECT person_id FROM report_share"), Is.Empty);
    }

    [TestCase(
        "INSERT INTO report_share (service_id, person_id, shared_at, shared_by) SELECT service_id, 'first', now(), 'first' FROM service "
            + "WHERE code = 'HARBOUR'"
    )]
    [TestCase("UPDATE report_share SET person_id = 'third'")]
    [TestCase("UPDATE service_report SET content = 'x'")]
    [TestCase(
        "INSERT INTO service_report (service_id, release_id, content, content_hash) SELECT service_id, release_id, content, content_hash "
            + "FROM service_report"
    )]
    public void Reader_Changes_AreForbidden(string sql) =>
        Assert.That(
            () => ReadAsync<int>(Reader("first"), sql),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501")
        );

    [TestCase("DELETE FROM report_share RETURNING service_id")]
    [TestCase("DELETE FROM service_report RETURNING service_id")]
    public async Task Reader_Removals_ReachNothing(string sql) => Assert.That(await ReadAsync<int>(Reader("first"), sql), Is.Empty);

    [TestCase("service_report")]
    [TestCase("report_share")]
    public void Workspace_ReadsNeither(string table) =>
        Assert.That(
            async () =>
            {
                await using var transaction = await PortalTransaction.BeginAsync(Running.Database.Portal.Network, CancellationToken.None);
                await transaction.Connection.QueryAsync<int>("SELECT service_id FROM " + table);
            },
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501")
        );

    private static Scope Reader(string? person) => new([], person);

    private static async Task<IEnumerable<T>> ReadAsync<T>(Scope scope, string sql)
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            Running.Database.Portal.Application,
            scope,
            CancellationToken.None
        );
        return await transaction.Connection.QueryAsync<T>(transaction.Command(sql, null, CancellationToken.None));
    }
}
