using System.Collections.Concurrent;
using System.Text;
using Dapper;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Canaries;

/// <summary>
/// Identifiers that exist nowhere else are sent, refused, and then looked for in every byte that the portal and its database wrote.
/// </summary>
[NeedsDatabase]
public sealed class CanaryTests
{
    private const string Extracts = "/api/v1/services/HARBOUR/extracts/2025-Q2/";

    // Beyond the size at which frameworks spool uploads to disk, so that spooling would show.
    private const int LargePadding = 3 * 1024 * 1024;

    private readonly CapturedLog _log = new();
    private readonly ConcurrentBag<string> _spooled = [];
    private readonly List<string> _answers = [];
    private readonly Planted _planted = Planted.New();

    // A reference, which drafts keep; without digits that could look like an identifier.
    private readonly string _control =
        "CONTROL1" + string.Concat(Guid.NewGuid().ToString("N")[..12].Select(digit => (char)('A' + Convert.ToInt32(digit.ToString(), 16))));
    private readonly DateTime _begun = DateTime.UtcNow.AddSeconds(-2);
    private OwnServer _server = null!;
    private RunningPortal _portal = null!;
    private IReadOnlyList<Needle.Hit> _written = [];

    private IReadOnlyList<Needle> Needles => [new Needle("control", Encoding.UTF8.GetBytes(_control)), .. _planted.Needles];

    [OneTimeSetUp]
    public async Task SendCanariesAndOneControl()
    {
        using var watcher = new FileSystemWatcher(Path.GetTempPath(), "ASPNETCORE_*");
        watcher.Created += (_, file) => _spooled.Add(file.Name ?? "");
        watcher.EnableRaisingEvents = true;

        _server = await OwnServer.StartAsync();
        _portal = await RunningPortal.StartAsync(_server, _log);
        using var client = await _portal.ClientAsync("member@harbour");
        using var browser = await Browser.SignInAsync(_portal, "member@harbour");
        foreach (var files in _planted.Uploads(LargePadding))
        {
            _answers.Add((await client.PostAnswerAsync(Extracts + "checks", Uploads.Form(files))).Body);
            _answers.Add((await client.PostAnswerAsync(Extracts + "submissions", Uploads.Form(files))).Body);
            _answers.Add((await browser.CheckAsync(files)).Body);
        }
        var control = Planted.Extract(
            (
                "feedback.csv",
                Encoding.UTF8.GetBytes($"service_code,form_ref,respondent,form,item,value\nHARBOUR,{_control},MOTHER,ESQ,ESQ_1,3\n")
            )
        );
        var kept = await client.PostAnswerAsync(Extracts + "checks", Uploads.Form(control));
        Assert.That(kept.Json["check"], Is.Not.Null, "the control may be kept");

        // A checkpoint may give the segments away: they are read before it, and the tables after it.
        _written = Needle.Find(Needles, [Path.Combine(_server.Folder, "data", "pg_wal")], _begun);
        await using var administrator = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        // A word alone would be taken for the name of a procedure.
        await administrator.ExecuteAsync("CHECKPOINT", commandType: System.Data.CommandType.Text);
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        await _portal.DisposeAsync();
        await _server.DisposeAsync();
        _log.Dispose();
    }

    [Test]
    public void Files_AfterTheRefusals_HoldNoCanaryButTheControl()
    {
        string[] folders = [_server.Folder, _portal.StateFolder, Path.GetTempPath()];

        var found = Needle.Find(Needles, folders, _begun).Concat(_written).ToList();

        Assert.That(found.Where(hit => hit.Needle != "control"), Is.Empty);
        Assert.That(
            found.Where(hit => hit.Path.StartsWith(Path.Combine(_server.Folder, "data", "base"), StringComparison.Ordinal)),
            Is.Not.Empty,
            "the search sees tables"
        );
        Assert.That(
            found.Where(hit => hit.Path.Contains("pg_wal", StringComparison.Ordinal)),
            Is.Not.Empty,
            "the search sees the write-ahead log"
        );
    }

    [Test]
    public void Log_AtDebug_HoldsNoCanary()
    {
        var log = string.Join('\n', _log.Lines);
        Assert.That(log, Does.Contain("/extracts/2025-Q2/checks"), "the log is caught");
        Assert.That(_planted.Values.Append(_control).Where(value => log.Contains(value, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public void Answers_ToApiAndPage_HoldNoCanary() =>
        Assert.That(
            _planted.Values.Where(value => _answers.Any(answer => answer.Contains(value, StringComparison.OrdinalIgnoreCase))),
            Is.Empty
        );

    [Test]
    public void Answers_ToApiAndPage_AreRefusals()
    {
        Assert.That(_answers, Has.Count.GreaterThan(100));
        Assert.That(_answers.Where(answer => !answer.Contains("identifier.", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Tables_AfterTheRefusals_HoldTheControlOnly()
    {
        await using var connection = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        Assert.That(await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM draft"), Is.EqualTo(1));
        Assert.That(await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM submission"), Is.Zero);
    }

    [Test]
    public void Uploads_OfAnySize_AreNotSpooledToDisk() => Assert.That(_spooled, Is.Empty);
}
