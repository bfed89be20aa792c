using System.Globalization;
using Dapper;
using Npgsql;
using Portal.Api.Access;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;
using Portal.Api.Samples;
using Portal.Api.Submissions.Storing;
using Portal.Tests.Database;

namespace Portal.Tests.Benches;

/// <summary>
/// A network of the sample generator, of any size and all twelve quarters, in a database of its own: its extracts pass the check and their rows go into the
/// portal's tables under its role. The audit log, counts and moments of a submission are left out: no release reads them, and with them twelve services take a minute.
/// </summary>
internal sealed class GeneratedNetwork : IAsyncDisposable
{
    private const string Registered = "SELECT service_id AS Id, code, name, nation, host, false AS IsLed FROM service ORDER BY code";

    private const string InsertSubmission = """
        INSERT INTO submission (service_id, submission_id, period, state, content_hash, rule_set, accepted_at, accepted_by, warnings)
        VALUES (@ServiceId, @Id, @Period, 'ACCEPTED', @ContentHash, @RuleSet, now(), 'lead', '[]')
        """;

    private const string InsertFiles = """
        INSERT INTO submission_file (service_id, submission_id, kind, sha256, row_count, encoding, delimiter)
        SELECT @ServiceId, @Id, kind, sha256, rows, 'utf-8', ',' FROM unnest(@Kinds, @Hashes, @Rows) AS f (kind, sha256, rows)
        """;

    private readonly TestDatabase _database;

    private GeneratedNetwork(TestDatabase database, SampleNetworkSize size) => (_database, Size) = (database, size);

    public PortalDatabase Portal => _database.Portal;

    public SampleNetworkSize Size { get; }

    /// <summary>Generates, checks and stores; twelve services are those of the committed samples.</summary>
    public static async Task<GeneratedNetwork> LoadAsync(int services)
    {
        var folder = Directory.CreateTempSubdirectory("portal-generated-").FullName;
        try
        {
            var size = SampleNetworkFiles.Write(folder, services);
            var network = new GeneratedNetwork(await TestDatabase.CreateAsync(), size);
            await network.RegisterAsync(SampleServices.Take(services, SampleNetworkFiles.DefaultSeed));
            await network.StoreAsync(folder);
            return network;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A connection of the server's administrator, who sees every table.</summary>
    public async Task<NpgsqlConnection> AdministratorAsync()
    {
        var connection = new NpgsqlConnection(_database.AdministratorConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task RegisterAsync(IEnumerable<SampleService> services)
    {
        await using var migrations = await Portal.Migrations.OpenConnectionAsync();
        await SampleRegistry.EnterAsync(migrations, services, CancellationToken.None);
    }

    private async Task StoreAsync(string folder)
    {
        List<Service> services;
        await using (var migrations = await Portal.Migrations.OpenConnectionAsync())
            services = (await migrations.QueryAsync<Service>(Registered)).AsList();
        await Parallel.ForEachAsync(
            services,
            async (service, cancellation) =>
            {
                foreach (var period in SampleQuarters.All)
                    if (Path.Combine(folder, service.Code, period.ToString()) is var quarter && Directory.Exists(quarter))
                        await StoreAsync(service, period, quarter, cancellation);
            }
        );
        // As the server's own housekeeping would have done over the years in which these rows came.
        await using var connection = await AdministratorAsync();
        await connection.ExecuteAsync("ANALYZE submission, submission_file, case_record, risk_record, score_record, contact_record");
    }

    private async Task StoreAsync(Service service, Quarter period, string folder, CancellationToken cancellation)
    {
        UploadedFile[] files =
        [
            .. Directory.GetFiles(folder, "*.csv").Select(path => new UploadedFile(Path.GetFileName(path), File.ReadAllBytes(path))),
        ];
        var extract = ExtractCheck.Run(new CheckRequest(service.Code, period, MeasureCatalogue.Published, UploadLimits.Default), files);
        var rows =
            extract.Rows
            ?? throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{service.Code} {period} has {extract.TotalErrors} errors.")
            );
        await using var transaction = await PortalTransaction.BeginAsync(Portal.Application, new Scope([service.Id]), cancellation);
        var id = Guid.CreateVersion7();
        await transaction.Connection.ExecuteAsync(
            transaction.Command(
                InsertSubmission,
                new
                {
                    ServiceId = service.Id,
                    Id = id,
                    Period = period.ToString(),
                    extract.ContentHash,
                    RuleCatalogue.RuleSet,
                },
                cancellation
            )
        );
        await transaction.Connection.ExecuteAsync(
            transaction.Command(
                InsertFiles,
                new
                {
                    ServiceId = service.Id,
                    Id = id,
                    Kinds = extract.Files.Select(file => Path.GetFileNameWithoutExtension(file.Name)).ToArray(),
                    Hashes = extract.Files.Select(file => file.Sha256).ToArray(),
                    Rows = extract.Files.Select(file => file.Rows).ToArray(),
                },
                cancellation
            )
        );
        await RowTables.Cases.StoreAsync(transaction, service.Id, id, rows.Cases, cancellation);
        await RowTables.Risks.StoreAsync(transaction, service.Id, id, rows.Risks ?? [], cancellation);
        await RowTables.Scores.StoreAsync(transaction, service.Id, id, rows.Scores ?? [], cancellation);
        await RowTables.Contacts.StoreAsync(transaction, service.Id, id, rows.Contacts ?? [], cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
