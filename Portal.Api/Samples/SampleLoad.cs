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

/// <summary>What a start has to do with the sample network.</summary>
public enum SampleState
{
    /// <summary>The database has services of its own, or was begun without samples.</summary>
    NotWanted,

    /// <summary>The extracts are wanted and not in this checkout.</summary>
    Missing,

    /// <summary>The services and people are there; some or all of the extracts are not.</summary>
    ToLoad,

    /// <summary>Every extract is there.</summary>
    Loaded,
}

/// <summary>Fills a new database with the sample network by submitting its extracts, quarter by quarter, as its services would.</summary>
public static class SampleLoad
{
    private const string State = """
        SELECT EXISTS (SELECT FROM service) AS HasServices, EXISTS (SELECT FROM sample_load) AS Started,
          EXISTS (SELECT FROM sample_load WHERE finished_at IS NOT NULL) AS Finished
        """;

    private const string Start = "INSERT INTO sample_load (started_at) VALUES (@Now) ON CONFLICT DO NOTHING";

    private const string Finish = "UPDATE sample_load SET finished_at = @Now";

    private const string Registered = "SELECT service_id AS Id, code, name, nation, host, false AS IsLed FROM service ORDER BY code";

    // Whatever its state: what a service has sent or withdrawn meanwhile is its own to keep.
    private const string Sent = "SELECT EXISTS (SELECT FROM submission WHERE service_id = @Id AND period = @Period)";

    /// <summary>Loads what is not loaded yet, unless the database has services of its own.</summary>
    /// <returns>False when a sample file was refused; <paramref name="output"/> says which.</returns>
    public static async Task<bool> RunAsync(
        PortalDatabase database,
        string extracts,
        TimeProvider clock,
        TextWriter output,
        CancellationToken cancellation
    ) =>
        await PrepareAsync(database, extracts, clock, output, cancellation) switch
        {
            SampleState.Missing => false,
            SampleState.ToLoad => await SubmitAllAsync(database, extracts, clock, output, (_, _) => { }, cancellation),
            _ => true,
        };

    /// <summary>Finds out what there is to load, and enters the invented services and people, so that they can sign in.</summary>
    public static async Task<SampleState> PrepareAsync(
        PortalDatabase database,
        string extracts,
        TimeProvider clock,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        await using var migrations = await database.Migrations.OpenConnectionAsync(cancellation);
        var state = await migrations.QuerySingleAsync<LoadState>(new CommandDefinition(State, cancellationToken: cancellation));
        if (state.Finished)
        {
            await SampleRegistry.GiveRolesAsync(migrations, cancellation);
            return SampleState.Loaded;
        }

        if (state.HasServices && !state.Started)
            return SampleState.NotWanted;
        if (!Directory.Exists(extracts))
        {
            await output.WriteLineAsync($"The sample network is not at {extracts}. Start with --empty, or from a whole checkout.");
            return SampleState.Missing;
        }

        await migrations.ExecuteAsync(new CommandDefinition(Start, new { Now = clock.GetUtcNow() }, cancellationToken: cancellation));
        await SampleRegistry.RegisterAsync(migrations, cancellation);
        return SampleState.ToLoad;
    }

    /// <summary>Submits every extract that has not been sent, after <see cref="PrepareAsync"/>.</summary>
    /// <param name="progress">Told after each extract how many of how many are there.</param>
    /// <returns>False when a file of the samples was refused, which <paramref name="output"/> says.</returns>
    public static async Task<bool> SubmitAllAsync(
        PortalDatabase database,
        string extracts,
        TimeProvider clock,
        TextWriter output,
        Action<int, int> progress,
        CancellationToken cancellation
    )
    {
        database = database.ForJob("LOAD_SAMPLES");
        List<Service> services;
        await using (var connection = await database.Migrations.OpenConnectionAsync(cancellation))
            services = (await connection.QueryAsync<Service>(new CommandDefinition(Registered, cancellationToken: cancellation))).AsList();
        var folders = services
            .SelectMany(service => Quarters(Path.Combine(extracts, service.Code)).Select(period => (Service: service, Period: period)))
            .OrderBy(folder => folder.Period)
            .ThenBy(folder => folder.Service.Code, StringComparer.Ordinal)
            .ToList();
        var done = 0;
        progress(done, folders.Count);
        foreach (var quarter in folders.GroupBy(folder => folder.Period))
        {
            var rows = 0;
            foreach (var (service, period) in quarter)
            {
                if (!await IsSentAsync(database, service, period, cancellation))
                {
                    var folder = Path.Combine(extracts, service.Code, period.ToString());
                    var answer = await SubmitAsync(database, service, period, folder, clock, cancellation);
                    if (!answer.IsGiven(out var submitted, out var refusal))
                    {
                        await output.WriteLineAsync(Refused(service, period, refusal));
                        return false;
                    }

                    rows += submitted.Receipt.Rows;
                }

                progress(++done, folders.Count);
            }

            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {quarter.Key}: {quarter.Count()} extracts, {rows:N0} rows ({done} of {folders.Count})"
                )
            );
        }

        await using var finished = await database.Migrations.OpenConnectionAsync(cancellation);
        await finished.ExecuteAsync(new CommandDefinition(Finish, new { Now = clock.GetUtcNow() }, cancellationToken: cancellation));
        return true;
    }

    private static async Task<bool> IsSentAsync(PortalDatabase database, Service service, Quarter period, CancellationToken cancellation)
    {
        await using var reading = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        return await reading.Connection.ExecuteScalarAsync<bool>(
            reading.Command(Sent, new { service.Id, Period = period.ToString() }, cancellation)
        );
    }

    private static string Refused(Service service, Quarter period, Refusal reason)
    {
        var problems = reason.Report is CheckReport report ? string.Join("", report.Problems.Select(Line)) : "";
        return $"The samples of {service.Code} for {period} were refused: {reason.Code}.{problems}";
    }

    private static string Line(Problem problem)
    {
        var row = problem.Places is [var place, ..] ? place.Line : (int?)null;
        return $"\n  {problem.Code} in {problem.File}, column {problem.Column}, {problem.Count} times, first in row {row}";
    }

    private static IEnumerable<Quarter> Quarters(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var name in Directory.GetDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))
            if (Quarter.TryParse(name, out var period))
                yield return period;
    }

    // Two services have warnings on purpose; OTHER is the reason that a sender would give.
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
        var call = new ServiceCall(database, service, caller, new CalendarDay(clock, CalendarDay.OfSamples));
        var files = new List<UploadedFile>();
        foreach (var path in Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal))
            files.Add(new UploadedFile(Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancellation)));
        var source = new SubmissionSource.Files(new SentFiles(files));
        var answer = await SubmitExtract.RunAsync(call, period, source, [], cancellation);
        if (!answer.IsRefused(out var refusal) || refusal is not { Code: "NEEDS_REASONS", Report: CheckReport report })
            return answer;
        var reasons = report.Problems.Select(problem => new Acknowledgement(problem.Code, problem.File ?? "", "OTHER")).ToList();
        return await SubmitExtract.RunAsync(call, period, source, reasons, cancellation);
    }

    private sealed record LoadState(bool HasServices, bool Started, bool Finished);
}
