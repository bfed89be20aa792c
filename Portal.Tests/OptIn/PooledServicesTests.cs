using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Api.OptIn;
using Portal.Api.Periods;
using Portal.Tests.Database;

namespace Portal.Tests.OptIn;

[NeedsDatabase]
public sealed class PooledServicesTests
{
    private TestDatabase _database = null!;

    [SetUp]
    public async Task Create()
    {
        _database = await TestDatabase.CreateAsync();
        await RunAsync(
            """
            INSERT INTO service (code, name, nation, host, opened) SELECT 'S' || n, 'Service ' || n, 'E', 'NHS', DATE '2023-01-01' FROM generate_series(1, 4) AS n ORDER BY n;
            INSERT INTO pooling_opt_in (service_id, year, given_at, given_by)
            SELECT service_id, year, now(), 'lead' FROM service, generate_series(2023, 2026) AS year
            WHERE (code, year) NOT IN (('S1', 2024), ('S2', 2023), ('S2', 2026)) AND code <> 'S4';
            """
        );
    }

    [TearDown]
    public async Task Drop() => await _database.DisposeAsync();

    [TestCase("2024-01", "2025-01", "S2 S3")]
    [TestCase("2024-12", "2025-01", "S2 S3")]
    [TestCase("2024-12", "2025-02", "S2 S3")]
    [TestCase("2023-10", "2024-01", "S1 S3")]
    [TestCase("2023-10", "2024-04", "S3")]
    [TestCase("2025-01", "2026-01", "S1 S2 S3")]
    [TestCase("2025-01", "2026-02", "S1 S3")]
    [TestCase("2023-01", "2027-01", "S3")]
    [TestCase("2023-01", "2027-02", "")]
    public async Task OptedIn_Window_IsWhoeverOptedInForEveryYearItTouches(string from, string before, string expected)
    {
        var codes = await CodesAsync();
        Assert.That(Month.TryParse(from, out var first) & Month.TryParse(before, out var after), Is.True);
        foreach (var role in new[] { _database.Portal.Network, _database.Portal.Release.Source })
        {
            await using var transaction = await PortalTransaction.BeginAsync(role, CancellationToken.None);

            var opted = await PooledServices.OptedInAsync(transaction, new Window(first, after), CancellationToken.None);

            Assert.That(string.Join(' ', opted.Select(id => codes[id]).Order()), Is.EqualTo(expected));
        }
    }

    [Test]
    public async Task Legal_PartsOfAService_AreTheWhole()
    {
        await RunAsync("UPDATE service SET part_of = (SELECT service_id FROM service WHERE code = 'S1') WHERE code IN ('S3', 'S4')");
        var codes = await CodesAsync();
        foreach (var role in new[] { _database.Portal.Network, _database.Portal.Release.Source })
        {
            await using var transaction = await PortalTransaction.BeginAsync(role, CancellationToken.None);

            var legal = await PooledServices.LegalServiceAsync(transaction, CancellationToken.None);

            Assert.That(
                legal.Select(pair => (codes[pair.Key], codes[pair.Value])).Order(),
                Is.EqualTo(new[] { ("S1", "S1"), ("S2", "S2"), ("S3", "S1"), ("S4", "S1") })
            );
        }
    }

    [TestCase("UPDATE service SET part_of = service_id WHERE code = 'S1'", "service_part_of_itself", TestName = "PartOf_Itself_IsRefused")]
    [TestCase("UPDATE service SET part_of = 99 WHERE code = 'S1'", "service_part_of_a_part", TestName = "PartOf_Unknown_IsRefused")]
    [TestCase(
        "UPDATE service SET part_of = (SELECT service_id FROM service WHERE code = 'S1') WHERE code = 'S2'; UPDATE service SET part_of = "
            + "(SELECT service_id FROM service WHERE code = 'S2') WHERE code = 'S3'",
        "service_part_of_a_part",
        TestName = "PartOf_APart_IsRefused"
    )]
    [TestCase(
        "UPDATE service SET part_of = (SELECT service_id FROM service WHERE code = 'S1') WHERE code = 'S2'; UPDATE service SET part_of = "
            + "(SELECT service_id FROM service WHERE code = 'S3') WHERE code = 'S1'",
        "service_part_of_a_part",
        TestName = "PartOf_WholeThatHasParts_CannotBecomeAPart"
    )]
    public async Task PartOf(string sql, string constraint)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(sql));

        Assert.That(refused!.ConstraintName, Is.EqualTo(constraint));
    }

    [Test]
    public async Task PartOf_TakenBack_LeavesTheServiceWhole()
    {
        await RunAsync(
            """
            UPDATE service SET part_of = (SELECT service_id FROM service WHERE code = 'S1') WHERE code = 'S2';
            UPDATE service SET part_of = NULL WHERE code = 'S2';
            UPDATE service SET part_of = (SELECT service_id FROM service WHERE code = 'S2') WHERE code = 'S1';
            """
        );

        await using var owner = await _database.Portal.Migrations.OpenConnectionAsync();
        Assert.That(
            await owner.QueryAsync<string>("SELECT code FROM service WHERE is_whole ORDER BY code"),
            Is.EqualTo(new[] { "S2", "S3", "S4" })
        );
    }

    [TestCase("SELECT given_by FROM pooling_opt_in")]
    [TestCase("DELETE FROM pooling_opt_in")]
    [TestCase("INSERT INTO pooling_opt_in VALUES (1, 2030, now(), 'x')")]
    public async Task Table_RolesThatPool_KnowWhichServicesAndNothingElse(string sql)
    {
        foreach (var role in new[] { _database.Portal.Network, _database.Portal.Release.Source })
        {
            await using var transaction = await PortalTransaction.BeginAsync(role, CancellationToken.None);
            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                transaction.Connection.ExecuteAsync(transaction.Command(sql, null, CancellationToken.None))
            );
            Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
        }
    }

    [Test]
    public async Task Table_ApplicationOfOneService_CannotOptAnotherInOrOut()
    {
        var (one, other) = (
            (await CodesAsync()).Single(pair => pair.Value == "S1").Key,
            (await CodesAsync()).Single(pair => pair.Value == "S2").Key
        );
        await using var transaction = await PortalTransaction.BeginAsync(
            _database.Portal.Application,
            new Scope([one]),
            CancellationToken.None
        );

        var deleted = await transaction.Connection.ExecuteAsync(
            transaction.Command("DELETE FROM pooling_opt_in WHERE service_id = @other", new { other }, CancellationToken.None)
        );
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            transaction.Connection.ExecuteAsync(
                transaction.Command("INSERT INTO pooling_opt_in VALUES (@other, 2030, now(), 'x')", new { other }, CancellationToken.None)
            )
        );

        Assert.That((deleted, refused!.SqlState), Is.EqualTo((0, PostgresErrorCodes.InsufficientPrivilege)));
    }

    private async Task<Dictionary<int, string>> CodesAsync()
    {
        await using var owner = await _database.Portal.Migrations.OpenConnectionAsync();
        return (await owner.QueryAsync<(int Id, string Code)>("SELECT service_id, code FROM service")).ToDictionary(
            row => row.Id,
            row => row.Code
        );
    }

    private async Task RunAsync(string sql)
    {
        await using var owner = await _database.Portal.Migrations.OpenConnectionAsync();
        await owner.ExecuteAsync(sql);
    }
}
