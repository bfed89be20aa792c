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

    [Test]
    public async Task Read_WhatWasWritten_AreTheSamePeople([Values] bool storedWhole)
    {
        await using var database = await TestDatabase.CreateAsync();
        var begun = await StartRelease.BeginAsync(
            database.Portal,
            new Caller("analyst", "Analyst", [Roles.Analyst]),
            new ReleaseRequest("2025-Q4", null),
            TimeProvider.System,
            CancellationToken.None
        );
        var id = begun.Value().Id;
        var written = Places
            .Select(
                (places, number) =>
                    new KnownPopulation(
                        id,
                        ReleaseLattice.Network,
                        $"P{number}",
                        Year,
                        places.Select(place => Everybody[place]).ToHashSet()
                    )
            )
            .ToArray();
        await using (var writing = await PortalTransaction.BeginAsync(database.Portal.Release, Scope.None, CancellationToken.None))
        {
            await Ledger.WriteAsync(writing, id, written, CancellationToken.None);
            await writing.CommitAsync(CancellationToken.None);
        }

        await using (var administrator = new NpgsqlConnection(database.AdministratorConnectionString))
            await administrator.ExecuteAsync(storedWhole ? $"{Widen}; {Publish}" : Publish);
        await using var reading = await PortalTransaction.BeginAsync(database.Portal.Release, Scope.None, CancellationToken.None);
        var ledger = await Ledger.ReadAsync(reading, [Year], DisclosurePolicy.Sdc1, CancellationToken.None);

        foreach (var population in written)
            Assert.That(
                ledger.OfRelease(id, ReleaseLattice.Network, Year, new HashSet<string> { population.Key }).Single().Members,
                Is.EquivalentTo(population.Members),
                population.Key
            );
    }
}
