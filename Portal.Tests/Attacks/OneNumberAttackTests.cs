using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Releases.Lattice;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Attacks;

/// <summary>
/// Where the count of a measure's families is withheld, a reader looks for it everywhere else: in the picture beside the table, in a
/// tooltip, in the files. The release of the sample network and the reports of all its services are looked through.
/// </summary>
[NeedsDatabase]
public sealed class OneNumberAttackTests
{
    private RunningPortal _portal = null!;
    private HttpClient _reader = null!;
    private string _id = "";
    private string[] _services = [];

    [OneTimeSetUp]
    public async Task ShareEveryReport()
    {
        _portal = await RunningPortal.WithOwnReleaseAsync();
        _reader = await _portal.ClientAsync("reader");
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        await connection.ExecuteAsync(
            "INSERT INTO report_share (service_id, person_id, shared_at, shared_by) "
                + "SELECT service_id, 'reader', now(), 'lead' FROM service_report ON CONFLICT DO NOTHING"
        );
        _id = (await connection.ExecuteScalarAsync<string>("SELECT release_id FROM release WHERE state = 'PUBLISHED'"))!;
        _services =
        [
            .. await connection.QueryAsync<string>(
                "SELECT s.code FROM service_report p JOIN service s USING (service_id) WHERE p.release_id = @Id ORDER BY s.code",
                new { Id = _id }
            ),
        ];
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _reader.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task HiddenNumber_OfASharedReport_IsOnNoSurface()
    {
        var (leaks, hidden) = (new List<(string Surface, string Found)>(), 0);
        foreach (var service in _services)
        {
            var files = $"/api/v1/shared/{service}/releases/{_id}/";
            var (json, csv) = (await TextAsync(files + "cells.json"), await BytesAsync(files + "cells.csv"));
            var page = await TextAsync($"/shared/{service}/{_id}");
            var (wide, narrow) = (await TextAsync(files + "charts/changes.svg"), await TextAsync(files + "charts/changes.svg?narrow=true"));
            foreach (var measure in HiddenNumber.In(PrintedCells.OfJson(json)))
            {
                hidden++;
                leaks.AddRange(Named("json", measure.InJson(json)));
                leaks.AddRange(Named("csv", measure.InCsv(csv)));
                leaks.AddRange(Named("page", measure.InPage(page)));
                leaks.AddRange(Named("picture", measure.InPicture(wide)));
                leaks.AddRange(Named("narrow picture", measure.InPicture(narrow)));

                IEnumerable<(string, string)> Named(string surface, IEnumerable<string> found) =>
                    found.Select(one => (surface, $"{service} {measure.Measure.FullName}: {one}"));
            }
        }

        Assert.That(hidden, Is.GreaterThan(100));
        Assert.That(leaks.GroupBy(leak => leak.Surface).Select(one => $"{one.Key}: {one.Count()}, such as {one.First().Found}"), Is.Empty);
    }

    // The table leaves them out, a sentence names them, and the picture counts them.
    [Test]
    public async Task MeasuresNotShown_OfEveryPage_AreAsManyAsInItsPicture()
    {
        var pages = ReleaseLattice
            .Scopes.Select(scope => $"/releases/{_id}?scope={scope}")
            .Concat(_services.Select(service => $"/shared/{service}/{_id}"));
        var counted = new List<string>();
        foreach (var path in pages)
        {
            var page = await TextAsync(path);
            var said = Regex.Match(page, @"Measures of which nothing is shown \(([0-9]+)\)").Groups[1].Value;
            var drawn = Regex
                .Matches(page, "([0-9]+) (other )?measures?: not shown, to protect families<")
                .Select(one => one.Groups[1].Value);
            Assert.That(drawn.Distinct(), Is.AnyOf(Array.Empty<string>(), new[] { said }), path);
            counted.AddRange(drawn.Take(1));
        }

        Assert.That(counted, Has.Count.GreaterThan(5));
    }

    [Test]
    public async Task LowPrecision_OfEveryFigure_GoesByTheNumberBesideIt()
    {
        var cells = JsonNode.Parse(await TextAsync($"/api/v1/network/releases/{_id}/cells.json"))!["cells"]!.AsArray().ToList();
        foreach (var service in _services)
            cells.AddRange(JsonNode.Parse(await TextAsync($"/api/v1/shared/{service}/releases/{_id}/cells.json"))!["cells"]!.AsArray());
        var marked = cells.Where(cell => cell!["lowPrecision"] is { } mark && (bool)mark).Select(cell => (int)cell!["cases"]!).ToArray();

        Assert.That(marked, Has.Length.GreaterThan(100).And.All.InRange(10, 25));
    }

    [Test]
    public async Task HiddenNumber_OfTheRelease_IsOnNoSurface()
    {
        var path = $"/api/v1/network/releases/{_id}/";
        var (json, csv) = (await TextAsync(path + "cells.json"), await BytesAsync(path + "cells.csv"));
        var files = PrintedCells.Unzipped(await BytesAsync(path + "bundle.zip"));
        var (bundled, frozen) = (files.Text("cells.json"), files.Text("release.jsonl"));
        var hidden = HiddenNumber.In(PrintedCells.OfJson(json));
        var leaks = new List<string>();
        foreach (var measure in hidden)
        {
            leaks.AddRange(measure.InJson(json).Concat(measure.InJson(bundled)));
            leaks.AddRange(measure.InCsv(csv).Concat(measure.InCsv(files["cells.csv"])));
            leaks.AddRange(measure.InText(frozen));
        }

        foreach (var scope in ReleaseLattice.Scopes)
        {
            var page = await TextAsync($"/releases/{_id}?scope={scope}");
            var picture = await TextAsync($"{path}charts/changes.svg?scope={scope}");
            foreach (var measure in hidden.Where(one => one.Scope == scope))
                leaks.AddRange(measure.InPage(page).Concat(measure.InPicture(picture)));
        }

        Assert.That(hidden, Has.Count.GreaterThan(100));
        Assert.That(leaks, Is.Empty);
    }

    private async Task<string> TextAsync(string path) => Encoding.UTF8.GetString(await BytesAsync(path));

    private async Task<byte[]> BytesAsync(string path)
    {
        var answer = await ServedSurface.GetAsync(_reader, path);
        Assert.That(answer.Status, Is.EqualTo(200), path);
        return answer.Body;
    }
}
