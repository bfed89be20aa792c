using System.Globalization;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Checking.Problems;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Submissions;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Samples;

/// <summary>Fills a new database with the sample network by submitting its extracts, quarter by quarter, as its services would.</summary>
public static class SampleLoad
{
    private const string State = """
        SELECT EXISTS (SELECT FROM service) AS HasServices, EXISTS (SELECT FROM sample_load) AS Started,
          EXISTS (SELECT FROM sample_load WHERE finished_at IS NOT NULL) AS Finished
        """;

    private const string Start = "INSERT INTO sample_load (started_at) VALUES (@Now) ON CONFLICT DO NOTHING";

    private const string Finish = "UPDATE sample_load SET finished_at = @Now";

    private const string Registered = "SELECT service_id AS Id, code, name, nation, host FROM service ORDER BY code";

    /// <summary>Loads what is not loaded yet, unless the database has services of its own.</summary>
    /// <returns>False when a sample file was refused; <paramref name="output"/> says which.</returns>
    public static async Task<bool> RunAsync(
        PortalDatabase database,
        string extracts,
        TimeProvider clock,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        await using (var migrations = await database.Migrations.OpenConnectionAsync(cancellation))
        {
            var state = await migrations.QuerySingleAsync<LoadState>(new CommandDefinition(State, cancellationToken: cancellation));
            if (state.Finished || (state.HasServices && !state.Started))
                return true;
            if (!Directory.Exists(extracts))
            {
                await output.WriteLineAsync($"The sample network is not at {extracts}. Start with --empty, or from a whole checkout.");
                return false;
            }

            await output.WriteLineAsync(
                state.Started
                    ? "Loading the rest of the sample network ..."
                    : "Loading the sample network (invented data; about a minute, once) ..."
            );
            await migrations.ExecuteAsync(new CommandDefinition(Start, new { Now = clock.GetUtcNow() }, cancellationToken: cancellation));
            await SampleRegistry.RegisterAsync(migrations, cancellation);
        }

        if (!await SubmitAllAsync(database, extracts, clock, output, cancellation))
            return false;
        await using var connection = await database.Migrations.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(Finish, new { Now = clock.GetUtcNow() }, cancellationToken: cancellation));
        return true;
    }

    private static async Task<bool> SubmitAllAsync(
        PortalDatabase database,
        string extracts,
        TimeProvider clock,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        List<Service> services;
        await using (var connection = await database.Migrations.OpenConnectionAsync(cancellation))
            services = (await connection.QueryAsync<Service>(new CommandDefinition(Registered, cancellationToken: cancellation))).AsList();
        var folders = services
            .SelectMany(service => Quarters(Path.Combine(extracts, service.Code)).Select(period => (Service: service, Period: period)))
            .OrderBy(folder => folder.Period)
            .ThenBy(folder => folder.Service.Code, StringComparer.Ordinal)
            .ToList();
        var done = 0;
        foreach (var quarter in folders.GroupBy(folder => folder.Period))
        {
            var rows = 0;
            foreach (var (service, period) in quarter)
            {
                var answer = await SubmitAsync(
                    database,
                    service,
                    period,
                    Path.Combine(extracts, service.Code, period.ToString()),
                    clock,
                    cancellation
                );
                if (answer is not Answer<Submitted>.Given { Value: var submitted })
                {
                    await output.WriteLineAsync(Refused(service, period, ((Answer<Submitted>.Refused)answer).Reason));
                    return false;
                }

                rows += submitted.Receipt.Rows;
                done++;
            }

            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {quarter.Key}: {quarter.Count()} extracts, {rows:N0} rows ({done} of {folders.Count})"
                )
            );
        }

        return true;
    }

    private static string Refused(Service service, Quarter period, Refusal reason)
    {
        var problems = reason.Report is CheckReport report
            ? string.Join(
                "",
                report.Problems.Select(problem =>
                    $"\n  {problem.Code} in {problem.File}, column {problem.Column}, {problem.Count} times, "
                    + $"first in row {(problem.Places is [var place, ..] ? place.Line : null)}"
                )
            )
            : "";
        return $"The samples of {service.Code} for {period} were refused: {reason.Code}.{problems}";
    }

    private static IEnumerable<Quarter> Quarters(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var name in Directory.GetDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))
            if (Quarter.TryParse(name, out var period))
                yield return period;
    }

    // Warnings are expected in two services and answered with OTHER, as a sender would.
    private static async Task<Answer<Submitted>> SubmitAsync(
        PortalDatabase database,
        Service service,
        Quarter period,
        string folder,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var caller = new Caller($"lead@{service.Code.ToLowerInvariant()}", $"Lead of {service.Name}", [Roles.Lead]);
        var files = new List<UploadedFile>();
        foreach (var path in Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal))
            files.Add(new UploadedFile(Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancellation)));
        var source = new SubmissionSource.Files(files);
        var answer = await SubmitExtract.RunAsync(database, service, caller, period, source, [], clock, cancellation);
        if (answer is not Answer<Submitted>.Refused { Reason: { Code: "NEEDS_REASONS", Report: CheckReport report } })
            return answer;
        var reasons = report.Problems.Select(problem => new Acknowledgement(problem.Code, problem.File ?? "", "OTHER")).ToList();
        return await SubmitExtract.RunAsync(database, service, caller, period, source, reasons, clock, cancellation);
    }

    private sealed record LoadState(bool HasServices, bool Started, bool Finished);
}
