using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Benches;

/// <summary>Check and submit of 100,000 score rows, against <c>psql \copy</c> of the same rows into the same indexed table in the same run.</summary>
[Category("Bench")]
[NeedsDatabase]
public sealed class SubmissionBench
{
    private const int Cases = 10_000;
    private const int Runs = 3;

    [Test]
    public async Task Submit_HundredThousandScores_BesidePsqlCopy()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var client = await portal.ClientAsync("member@harbour");
        var round = 0;
        var check = await Timing.OfAsync(
            "check, 10,000 cases and 100,000 scores (HTTP, all gates, draft kept)",
            Runs,
            async () =>
            {
                var answer = await client.PostAnswerAsync(
                    "/api/v1/services/HARBOUR/extracts/2025-Q2/checks",
                    SampleFiles.Upload(Extract(round++))
                );
                Assert.That((string?)answer.Json["state"], Is.EqualTo("READY"), answer.Body);
            }
        );
        var submit = await Timing.OfAsync(
            "submit, the same (check, rows, counts and moments, one transaction)",
            Runs,
            async () =>
            {
                var answer = await client.PostAnswerAsync(
                    "/api/v1/services/HARBOUR/extracts/2025-Q2/submissions",
                    SampleFiles.Upload(Extract(round++))
                );
                Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
            }
        );
        var copy = await CopyAsync(portal);

        await TestContext.Out.WriteLineAsync(
            string.Join(
                '\n',
                "",
                Timing.Heading,
                copy.Line(copy),
                check.Line(copy),
                submit.Line(copy),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"rows per second: copy {10 * Cases / copy.FastestSeconds:N0}, check {10 * Cases / check.FastestSeconds:N0}, submit {10 * Cases / submit.FastestSeconds:N0}"
                ),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"peak memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB"
                )
            )
        );
    }

    // The rows of the last submission under new submission ids, so that keys, indexes and foreign keys are those of a submission.
    private static async Task<Timing> CopyAsync(RunningPortal portal)
    {
        await using var connection = new NpgsqlConnection(portal.Database.AdministratorConnectionString);
        var rows = Path.GetTempFileName();
        try
        {
            return await TimedCopiesAsync(connection, rows, portal.Database.AdministratorConnectionString);
        }
        finally
        {
            File.Delete(rows);
        }
    }

    private static async Task<Timing> TimedCopiesAsync(NpgsqlConnection connection, string rows, string connectionString)
    {
        var runs = new List<TimeSpan>();
        for (var run = 0; run <= Runs; run++)
        {
            var id = Guid.NewGuid();
            await connection.ExecuteAsync(Clone, new { Id = id });
            await File.WriteAllTextAsync(rows, await ScoreRowsAsync(connection, id));
            var watch = Stopwatch.StartNew();
            await PsqlAsync(connectionString, $@"\copy score_record from '{rows}' with (format csv)");
            if (run > 0)
                runs.Add(watch.Elapsed);
        }

        return new Timing(@"psql \copy of the 100,000 score rows into score_record (baseline)", runs);
    }

    private const string Clone = """
        INSERT INTO submission SELECT service_id, @Id, period, 'REPLACED', content_hash, rule_set, accepted_at, accepted_by, NULL, warnings FROM submission WHERE state = 'ACCEPTED';
        INSERT INTO case_record
        SELECT service_id, @Id, case_ref, family_ref, referral_month, referral_source, baby_age_band, baby_sex, baby_ethnicity, preterm_or_neonatal, multiple_birth,
          caregiver1_relationship, caregiver1_age_band, caregiver1_ethnicity, caregiver2_relationship, caregiver2_age_band, father_involvement, risks_assessed, household,
          deprivation_decile, deprivation_nation, interpreter_used, social_care_start, social_care_end, baby_living_start, baby_living_end, decision, not_accepted_reason,
          days_to_first_contact, status, closure_month, closure_reason, contacts_attended
        FROM case_record WHERE submission_id = (SELECT submission_id FROM submission WHERE state = 'ACCEPTED')
        """;

    private const string ScoreRows = """
        SELECT concat_ws(',', service_id, @Id, case_ref, measure, subscale, timepoint, respondent, week, goal, score) || ','
        FROM score_record WHERE submission_id = (SELECT submission_id FROM submission WHERE state = 'ACCEPTED')
        """;

    private static async Task<string> ScoreRowsAsync(NpgsqlConnection connection, Guid id)
    {
        var lines = (await connection.QueryAsync<string>(ScoreRows, new { Id = id })).AsList();
        Assert.That(lines, Has.Count.EqualTo(10 * Cases));
        // An empty subscale is a value, not a NULL.
        return string.Join(
            '\n',
            lines.Select(line =>
                line.Replace(",PHQ9,,", ",PHQ9,\"\",", StringComparison.Ordinal).Replace(",GAD7,,", ",GAD7,\"\",", StringComparison.Ordinal)
            )
        );
    }

    private static async Task PsqlAsync(string connectionString, string command)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        using var psql = Process.Start(
            new ProcessStartInfo(
                "psql",
                [
                    "-X",
                    "-q",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-h",
                    settings.Host!,
                    "-U",
                    settings.Username!,
                    "-d",
                    settings.Database!,
                    "-c",
                    command,
                ]
            )
        )!;
        await psql.WaitForExitAsync();
        Assert.That(psql.ExitCode, Is.Zero);
    }

    /// <summary>An extract of the size of a large network's quarter; <paramref name="round"/> makes its bytes new.</summary>
    private static Dictionary<string, string> Extract(int round)
    {
        var valid = SampleFiles.Valid()["cases.csv"].Split('\n');
        var header = valid[0].TrimEnd('\r').Split(',');
        var cells = valid[1].TrimEnd('\r').Split(',');
        var (reference, living) = (Array.IndexOf(header, "case_ref"), Array.IndexOf(header, "multiple_birth"));
        var cases = new StringBuilder(valid[0].TrimEnd('\r')).Append('\n');
        var scores = new StringBuilder("service_code,case_ref,measure,subscale,timepoint,week,respondent,score,not_done_reason,goal\n");
        for (var one = 0; one < Cases; one++)
        {
            cells[reference] = FormattableString.Invariant($"B{one:00000}X");
            cells[living] = (one + round) % 2 == 0 ? "N" : "Y";
            cases.AppendJoin(',', cells).Append('\n');
            foreach (
                var (measure, subscale) in new[]
                {
                    ("HADS", "ANXIETY"),
                    ("HADS", "DEPRESSION"),
                    ("PHQ9", ""),
                    ("GAD7", ""),
                    ("MORS_SF", "WARMTH"),
                }
            )
            {
                scores.Append(
                    CultureInfo.InvariantCulture,
                    $"HARBOUR,{cells[reference]},{measure},{subscale},BASELINE,0,MOTHER,{(one + round) % 20},,\n"
                );
                scores.Append(
                    CultureInfo.InvariantCulture,
                    $"HARBOUR,{cells[reference]},{measure},{subscale},REVIEW,12,MOTHER,{(one * 7 + round) % 20},,\n"
                );
            }
        }

        return new Dictionary<string, string> { ["cases.csv"] = cases.ToString(), ["scores.csv"] = scores.ToString() };
    }
}
