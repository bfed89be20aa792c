using System.Globalization;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Tests.Answers;
using Portal.Tests.Database;

namespace Portal.Tests.Releases;

/// <summary>The ledger, stored with one release and read for the next.</summary>
[NeedsDatabase]
public sealed class StoredLedgerTests
{
    private const string Publish = """
        UPDATE release SET state = 'PUBLISHED', frozen_at = now(), content = '', content_hash = repeat('0', 64), reasons = '', submissions = '', published_at = now(), published_by = 'analyst2'
        """;

    // As it was stored before there was a first byte: marks for the whole roll.
    private const string Widen = """
        UPDATE release_population SET members = decode(repeat('00', first_byte), 'hex') || members, first_byte = 0
        """;

    private static readonly Window Year = new(new Month(2025, 1), new Month(2026, 1));

    // Three services of 30 families lie one after the other in the roll; the places are its corners and the corners of its bytes.
    private static readonly ContributingCase[] Everybody =
    [
        .. from service in Enumerable.Range(1, 3)
        from number in Enumerable.Range(0, 30)
        select new ContributingCase(service.ToString(CultureInfo.InvariantCulture), number.ToString("x32", CultureInfo.InvariantCulture)),
    ];

    private static readonly int[][] Places =
    [
        [.. Enumerable.Range(0, 90)],
        [0],
        [7],
        [8],
        [89],
        [0, 89],
        [30, 59],
        [63, 64],
        [.. Enumerable.Range(30, 30)],
        [],
    ];

    private const string Pairs = "OUTCOME|HADS|ANXIETY|WITH_LAST_SCORE|NONE|";

    private TestDatabase _database = null!;
    private string _id = "";

    [SetUp]
    public async Task BeginRelease()
    {
        _database = await TestDatabase.CreateAsync();
        var begun = await StartRelease.BeginAsync(
            _database.Portal,
            new Caller("analyst", "Analyst", [Roles.Analyst]),
            new ReleaseRequest("2025-Q4", null),
            new CalendarDay(TimeProvider.System),
            CancellationToken.None
        );
        _id = begun.Value().Id;
    }

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task Read_WhatWasWritten_AreTheSamePeople([Values] bool storedWhole)
    {
        KnownPopulation[] written = [.. Places.Select((places, number) => Known($"P{number}", places))];

        var ledger = await StoredAsync(written, storedWhole ? $"{Widen}; {Publish}" : Publish);

        foreach (var population in written)
            Assert.That(Read(ledger, population.Key).Members, Is.EquivalentTo(population.Members), population.Key);
    }

    // Scopes share the fingerprints of a case; a figure that was kept goes by earlier ones.
    [Test]
    public async Task Read_Fingerprints_AreThoseOfEachPopulation()
    {
        KnownPopulation[] written =
        [
            Known(Pairs, Places[0], place => 100 + (uint)place),
            Known(Pairs, Places[8], place => 100 + (uint)place, "NATION_E"),
            Known(Pairs, Places[6], place => 500 + (uint)place, "NATION_W"),
            Known(Pairs, Places[5], _ => ContributingCase.Emptied, "NATION_S"),
            Known("OUTCOME|HADS|ANXIETY|FIRST_SCORES|NONE|", Places[8], place => uint.MaxValue - (uint)place),
            Known("OUTCOME|HADS|ANXIETY|WITHOUT_LAST_SCORE|NONE|", Places[8]),
        ];

        var ledger = await StoredAsync(written, Publish);

        foreach (var population in written)
        {
            var read = Read(ledger, population.Key, population.Scope);
            Assert.That(read.Members, Is.EquivalentTo(population.Members), $"{population.Key} {population.Scope}");
            Assert.That(read.SentSince, Is.Null);
        }

        Assert.That(
            await SeeAsync<int>("SELECT count(*)::int FROM release_value"),
            Is.EqualTo(3),
            "two variants of pairs, one of first scores"
        );
    }

    [Test]
    public async Task Empty_ErasedCases_HaveNoValuesAndAreStillThere()
    {
        KnownPopulation[] written = [Known(Pairs, Places[0], place => 100 + (uint)place), Known("PROFILE|||REFERRALS|NONE|", Places[0])];
        await StoredAsync(written, Publish);
        await using (var erasing = await PortalTransaction.BeginAsync(_database.Portal.Release, Scope.None, CancellationToken.None))
        {
            await StoredLedger.EmptyAsync(erasing, new HashSet<string> { Everybody[31].Case }, CancellationToken.None);
            await erasing.CommitAsync(CancellationToken.None);
        }

        var ledger = await ReadAsync();

        // The test's services use the same names of cases; so do none of the portal, whose names tell services apart.
        Assert.That(
            Read(ledger, Pairs).Members,
            Is.EquivalentTo(
                written[0].Members.Select(one => one.Case == Everybody[31].Case ? one with { Values = ContributingCase.Emptied } : one)
            )
        );
        Assert.That(Read(ledger, written[1].Key).Members, Is.EquivalentTo(written[1].Members));
    }

    [TestCase("UPDATE release_value SET fingerprints = overlay(fingerprints PLACING '\\x00000002'::bytea FROM 1 FOR 4)")]
    [TestCase("UPDATE release_value SET fingerprints = substring(fingerprints FROM 5)")]
    [TestCase("UPDATE release_value SET members = ''")]
    [TestCase("DELETE FROM release_value")]
    public async Task Fingerprints_AnythingButEmptying_IsForbidden(string sql)
    {
        await StoredAsync([Known(Pairs, Places[0], place => 100 + (uint)place)], Publish);
        await using var transaction = await PortalTransaction.BeginAsync(_database.Portal.Release, Scope.None, CancellationToken.None);

        Assert.That(
            () => transaction.Connection.ExecuteAsync(transaction.Command(sql, null, CancellationToken.None)),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501")
        );
    }

    private static KnownPopulation Known(string key, int[] places, Func<int, uint>? values = null, string scope = ReleaseLattice.Network) =>
        new("", scope, key, Year, places.Select(place => Everybody[place] with { Values = values?.Invoke(place) ?? 0 }).ToHashSet());

    private KnownPopulation Read(Ledger ledger, string key, string scope = ReleaseLattice.Network) =>
        ledger.OfRelease(_id, scope, Year, new HashSet<string> { key }).Single();

    private async Task<Ledger> StoredAsync(KnownPopulation[] written, string afterwards)
    {
        await using (var writing = await PortalTransaction.BeginAsync(_database.Portal.Release, Scope.None, CancellationToken.None))
        {
            await StoredLedger.WriteAsync(writing, _id, written, CancellationToken.None);
            await writing.CommitAsync(CancellationToken.None);
        }

        await using (var administrator = new NpgsqlConnection(_database.AdministratorConnectionString))
            await administrator.ExecuteAsync(afterwards);
        return await ReadAsync();
    }

    private async Task<Ledger> ReadAsync()
    {
        await using var reading = await PortalTransaction.BeginAsync(_database.Portal.Release, Scope.None, CancellationToken.None);
        return await StoredLedger.ReadAsync(reading, [Year], DisclosurePolicy.Sdc2, CancellationToken.None);
    }

    private async Task<T> SeeAsync<T>(string sql)
    {
        await using var administrator = new NpgsqlConnection(_database.AdministratorConnectionString);
        return (await administrator.ExecuteScalarAsync<T>(sql))!;
    }
}
