using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Portal.Api.Doctor;
using Portal.Api.Starting;
using Portal.TestIdentity;
using Portal.Tests.Commands;
using Portal.Tests.Database;
using Portal.Tests.Mail;
using Portal.Tests.SignIn;

namespace Portal.Tests.Doctor;

/// <summary>One good set-up, then one thing broken: the doctor names the fault and the remedy, and still says all the rest.</summary>
[NeedsDatabase]
[NonParallelizable]
public sealed class DoctorTests
{
    private static readonly string[] Looked =
    [
        "settings",
        "address",
        "database",
        "clock",
        "schema",
        "durability",
        "roles",
        "rows",
        "state folder",
        "disk",
        "erasures",
        "audit head",
        "HTTPS",
        "key ring",
        "mail",
        "sign-in",
        "backup",
        "drill",
    ];

    private HealthyPortal _portal = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _portal = await HealthyPortal.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _portal.DisposeAsync();

    [Test]
    public async Task Doctor_GoodSetUp_SaysWhatIsWell()
    {
        var answer = await _portal.AskAsync();

        Assert.That(answer.Code, Is.Zero, answer.Said);
        Assert.That(HealthyPortal.Lines(answer).Select(line => line[9..22].TrimEnd()), Is.EqualTo(Looked), answer.Said);
        Assert.That(HealthyPortal.Lines(answer), Is.All.StartsWith("ok "), answer.Said);
        Assert.That(answer.Output, Does.EndWith("18 ok, 0 warnings, 0 wrong.\n"));
        Assert.That(answer.Said, Does.Not.Contain(HealthyPortal.Secret));
    }

    [TestCase("PORTAL_ADDRESS", null, "settings      PORTAL_ADDRESS must say where people reach the portal")]
    [TestCase("AzureAd__ClientSecret", null, "settings      AzureAd:ClientSecret is missing")]
    [TestCase(
        "ConnectionStrings__PortalRelease",
        null,
        "database      ConnectionStrings:PortalRelease is missing (the connection string of the role portal_release)."
    )]
    [TestCase(
        "ConnectionStrings__PortalMigrations",
        "Host=127.0.0.1;Port=1;Username=portal_migrations;Password=nobody-shall-read-this;Database=portal",
        "database      The server 127.0.0.1:1 does not answer. Look at Host, Port and SSL Mode"
    )]
    [TestCase("PORTAL_STATE", "/nowhere/state", "state folder  /nowhere/state is not there. Make it, owned by the portal's account")]
    [TestCase("Mail__Port", "1", "mail          localhost:1 does not answer. Look at Mail:Host, Mail:Port and the firewall.")]
    [TestCase("Mail__TrustedCertificate", null, "is not trusted, or is for another name. Use the name in the certificate as Mail:Host")]
    [TestCase("AzureAd__TenantId", "99999999-1111-4111-8111-111111111111", "Look at AzureAd:TenantId and AzureAd:Instance.")]
    [TestCase("AzureAd__Instance", "https://localhost:1/", "sign-in       The provider at localhost does not answer. Look at the address")]
    [TestCase("SSL_CERT_FILE", "/dev/null", "sign-in       The certificate of localhost is not trusted. Add the provider's authority")]
    public async Task Doctor_OneSettingBroken_NamesItAndTheRemedy(string setting, string? value, string words)
    {
        var settings = _portal.Settings();
        if (value is null)
            settings.Remove(setting);
        else
            settings[setting] = value;

        await _portal.AssertWrongAsync(settings, words);
    }

    [TestCase(
        "ALTER ROLE portal_app SET synchronous_commit = off",
        "ALTER ROLE portal_app RESET ALL",
        "durability    synchronous_commit is off, so the server can lose what was acknowledged. ALTER SYSTEM SET synchronous_commit = on"
    )]
    [TestCase(
        "ALTER ROLE portal_network SUPERUSER",
        "ALTER ROLE portal_network NOSUPERUSER",
        "roles         portal_network is a superuser: ALTER ROLE portal_network NOSUPERUSER."
    )]
    [TestCase(
        "ALTER ROLE portal_migrations BYPASSRLS",
        "ALTER ROLE portal_migrations NOBYPASSRLS",
        "roles         portal_migrations is above row-level security: ALTER ROLE portal_migrations NOSUPERUSER NOBYPASSRLS."
    )]
    [TestCase(
        "ALTER TABLE case_record NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE case_record FORCE ROW LEVEL SECURITY",
        "rows          Row-level security is not forced on case_record. ALTER TABLE case_record ENABLE ROW LEVEL SECURITY, FORCE"
    )]
    [TestCase(
        "ALTER ROLE portal_sign_in NOLOGIN",
        "ALTER ROLE portal_sign_in LOGIN",
        "database      The server does not let portal_sign_in in: there is no such role, or the password of ConnectionStrings:PortalSignIn is not its own."
    )]
    [TestCase(
        "REVOKE CONNECT ON DATABASE portal FROM portal_release",
        "GRANT CONNECT ON DATABASE portal TO portal_release",
        "database      portal_release may not connect to the database portal. Run ./portal prepare-database"
    )]
    [TestCase(
        "UPDATE schema_migration SET checksum = reverse(checksum) WHERE number = 3",
        "UPDATE schema_migration SET checksum = reverse(checksum) WHERE number = 3",
        "schema        0003_create_submission.sql was changed after this database applied it."
    )]
    public async Task Doctor_OneThingOfTheDatabaseBroken_NamesItAndTheRemedy(string change, string back, string words)
    {
        await _portal.ExecuteAsync(change);
        try
        {
            await _portal.AssertWrongAsync(_portal.Settings(), words);
        }
        finally
        {
            await _portal.ExecuteAsync(back);
        }
    }

    [Test]
    public async Task Doctor_DatabaseThatIsNotThere_NamesIt()
    {
        var settings = _portal.Settings();
        foreach (var name in settings.Keys.Where(name => name.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToList())
            settings[name] = settings[name]!.Replace("Database=portal", "Database=elsewhere", StringComparison.Ordinal);

        await _portal.AssertWrongAsync(
            settings,
            "database      There is no database elsewhere, for portal_app. Run ./portal prepare-database",
            wrong: 6
        );
    }

    [TestCase("ended", "HTTPS         The certificate of Kestrel:Certificates:Default ended on ")]
    [TestCase(
        "other",
        "HTTPS         The certificate of Kestrel:Certificates:Default is not for localhost. Get one for the host of PORTAL_ADDRESS."
    )]
    [TestCase(
        "missing",
        "HTTPS         The certificate of Kestrel:Certificates:Default cannot be read, or its key or password is not its own."
    )]
    public async Task Doctor_CertificateBroken_NamesIt(string certificate, string words)
    {
        var settings = _portal.Settings();
        _portal.Name(settings, "Kestrel__Certificates__Default", certificate);

        await _portal.AssertWrongAsync(settings, words);
    }

    [Test]
    public async Task Doctor_CertificateOfTheKeyRingEndsSoon_Warns()
    {
        var settings = _portal.Settings();
        _portal.Name(settings, "Keys__Certificate", "soon");

        var answer = await _portal.AskAsync(settings);

        Assert.That(answer.Code, Is.Zero, answer.Said);
        Assert.That(answer.Output, Does.Contain("warning  key ring      The certificate of Keys:Certificate ends on "));
        Assert.That(answer.Output, Does.EndWith("17 ok, 1 warnings, 0 wrong.\n"));
    }

    [Test]
    public async Task Doctor_MailServerWithoutEncryption_IsNamed()
    {
        await using var open = new SmtpServer { OffersTls = false };
        var settings = _portal.Settings();
        settings["Mail__Port"] = open.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        await _portal.AssertWrongAsync(settings, "offers no encryption. Let it offer STARTTLS, or set Mail:Security to Implicit");
    }

    [Test]
    public async Task Doctor_ProviderIsDown_SaysWhoAnswersWhat()
    {
        _portal.Provider.Faults.GoDown(ProviderPart.Keys);
        try
        {
            await _portal.AssertWrongAsync(
                _portal.Settings(),
                "for its keys, so no sign-in can be checked. Ask whoever runs the provider."
            );
        }
        finally
        {
            _portal.Provider.Faults.Recover();
        }
    }

    [Test]
    public async Task Doctor_AnotherProgramListens_SaysSo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var stop = new CancellationTokenSource();
        var hanging = AcceptAsync(other, stop.Token);
        var settings = _portal.Settings();
        settings["PORTAL_URLS"] = settings["PORTAL_ADDRESS"] = $"https://localhost:{((IPEndPoint)other.LocalEndpoint).Port}";

        await _portal.AssertWrongAsync(settings, "Stop it, or choose another address with PORTAL_URLS.");

        await stop.CancelAsync();
        await hanging;
    }

    [TestCase("erasures", "not a line\n", "erasures      Line 1 of the file erasures in the state folder cannot be read.")]
    [TestCase("audit-head", "7 seven\n", "audit head    The file audit-head does not hold a number, a hash and a seal.")]
    [TestCase(
        "last-backup",
        "",
        "backup        There has been no backup from this state folder. Run ./portal backup, and let a timer run it"
    )]
    public async Task Doctor_FileOfTheStateFolderBroken_NamesIt(string file, string text, string words)
    {
        var path = Path.Combine(_portal.State, file);
        var before = File.Exists(path) ? await File.ReadAllTextAsync(path) : null;
        await File.WriteAllTextAsync(path, text);
        try
        {
            await _portal.AssertWrongAsync(_portal.Settings(), words);
        }
        finally
        {
            File.Delete(path);
            if (before is not null)
                await File.WriteAllTextAsync(path, before);
        }
    }

    [TestCase(3, "warning", 0)]
    [TestCase(9, "wrong", 1)]
    public async Task Doctor_BackupIsOld_SaysItsAge(int days, string state, int code)
    {
        _portal.RememberBackups(DateTimeOffset.UtcNow.AddDays(-days));
        var answer = await _portal.AskAsync();
        _portal.RememberBackups(DateTimeOffset.UtcNow);

        Assert.That(answer.Code, Is.EqualTo(code), answer.Said);
        Assert.That(
            answer.Output,
            Does.Match($"{state} +backup +It is old: the last one was made on [-0-9: ]+ UTC, {days} days ago\\. Run ./portal backup")
        );
    }

    [TestCase(0, FindingState.Ok)]
    [TestCase(10, FindingState.Warning)]
    [TestCase(-120, FindingState.Wrong)]
    public async Task Examination_ClockThatIsApart_IsNamed(int seconds, FindingState state)
    {
        var configuration = new ConfigurationManager();
        foreach (var (name, value) in _portal.Settings())
            configuration[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        var clock = new MovedClock();
        clock.Move(TimeSpan.FromSeconds(seconds));

        var findings = await Examination.RunAsync(
            configuration,
            StartOptions.Read([], configuration) with
            {
                Clock = clock,
            },
            CancellationToken.None
        );

        var found = findings.Single(finding => finding.What == "clock");
        Assert.That(found.State, Is.EqualTo(state), found.Words);
        Assert.That(found.Remedy, state == FindingState.Ok ? Is.Null : Does.Contain("timedatectl"));
    }

    [TestCase(100, 10_000, FindingState.Wrong)]
    [TestCase(1500, 100_000, FindingState.Warning)]
    [TestCase(1500, 4_000, FindingState.Ok)]
    [TestCase(50_000, 100_000, FindingState.Ok)]
    public void Room_MebibytesFree_SaysWhetherThatIsEnough(long free, long total, FindingState state) =>
        Assert.That(StateFindings.Room(free << 20, total << 20).State, Is.EqualTo(state));

    [Test]
    public async Task Doctor_NothingIsSet_SaysEverythingThatIsMissing()
    {
        var answer = await PortalCommand.RunAsync(new Dictionary<string, string?> { ["PORTAL_STATE"] = _portal.State }, "doctor");

        Assert.That(answer.Code, Is.EqualTo(1));
        Assert.That(
            HealthyPortal.Lines(answer).Count(line => line.StartsWith("wrong    settings", StringComparison.Ordinal)),
            Is.GreaterThanOrEqualTo(5)
        );
        Assert.That(answer.Output, Does.Contain("ok       disk").And.Contain("ok       backup"));
        Assert.That(HealthyPortal.Lines(answer), Has.Some.StartsWith("wrong    HTTPS"), "nothing says who has a certificate");
    }

    private static async Task AcceptAsync(TcpListener listener, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                await client.GetStream().WriteAsync("220 this is no web server\r\n"u8.ToArray(), stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
