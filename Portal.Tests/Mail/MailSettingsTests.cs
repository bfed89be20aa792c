using MailKit.Security;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Portal.Api.Mail;
using Portal.Api.Starting;

namespace Portal.Tests.Mail;

public sealed class MailSettingsTests
{
    private static readonly (string, string)[] Good = [("Host", "smtp.example.org"), ("From", "Outcomes Portal <outcomes@example.org>")];

    [Test]
    public void Read_NothingInDevelopment_IsAFolderOfTheState()
    {
        var (settings, faults) = MailSettings.Read(Configured(), "Development");

        Assert.That((settings.Server, settings.Folder, faults.Count), Is.EqualTo(((MailServer?)null, (string?)null, 0)));
    }

    [Test]
    public void Read_NothingElsewhere_SaysWhatIsMissing()
    {
        var faults = MailSettings.Read(Configured(), "Production").Faults;

        Assert.That(faults.Single(), Does.Contain("set Mail:Host and Mail:From").And.Contain("Mail:Folder"));
    }

    [Test]
    public void Read_FolderElsewhere_IsThatFolder()
    {
        var (settings, faults) = MailSettings.Read(Configured(("Folder", "/var/spool/portal")), "Production");

        Assert.That((settings.Server, settings.Folder, faults.Count), Is.EqualTo(((MailServer?)null, "/var/spool/portal", 0)));
    }

    [TestCase(null, null, 587, SecureSocketOptions.StartTls)]
    [TestCase("465", null, 465, SecureSocketOptions.SslOnConnect)]
    [TestCase("25", null, 25, SecureSocketOptions.StartTls)]
    [TestCase("2465", "implicit", 2465, SecureSocketOptions.SslOnConnect)]
    [TestCase("465", "StartTls", 465, SecureSocketOptions.StartTls)]
    public void Read_Server_IsAlwaysEncrypted(string? port, string? security, int read, SecureSocketOptions way)
    {
        var (settings, faults) = MailSettings.Read(Configured([.. Good, ("Port", port ?? ""), ("Security", security ?? "")]), "Production");

        Assert.That(faults, Is.Empty);
        Assert.That((settings.Server!.Port, settings.Server.Security), Is.EqualTo((read, way)));
        Assert.That((settings.From.Name, settings.From.Address), Is.EqualTo(("Outcomes Portal", "outcomes@example.org")));
    }

    [TestCase("Host", "smtp://smtp.example.org:25", "Mail:Host must be the name")]
    [TestCase("Port", "0", "Mail:Port must be")]
    [TestCase("Port", "5 87", "Mail:Port must be")]
    [TestCase("Security", "None", "Mail:Security must be StartTls or Implicit")]
    [TestCase("From", "", "Mail:From is missing")]
    [TestCase("From", "the portal", "Mail:From must be one address")]
    [TestCase("User", "portal", "Mail:Password is missing")]
    [TestCase("Password", "secret", "Mail:User is missing")]
    [TestCase("Folder", "/tmp/mail", "both set")]
    [TestCase("TrustedCertificate", "/nowhere/authority.pem", "Mail:TrustedCertificate must be")]
    public void Read_OneThingWrong_IsOneSentence(string key, string value, string sentence)
    {
        var faults = MailSettings.Read(Configured([.. Good.Where(one => one.Item1 != key), (key, value)]), "Production").Faults;

        Assert.That(faults.Single(), Does.Contain(sentence).And.Not.Contain("secret"));
    }

    [Test]
    public void Read_RestOfAServerWithoutItsName_IsNamed()
    {
        var faults = MailSettings.Read(Configured(("User", "portal"), ("Password", "secret")), "Development").Faults;

        Assert.That(faults, Has.Count.EqualTo(2).And.All.Contains("Mail:Host is missing"));
    }

    [Test]
    public void Faults_OfAStart_NameTheMail()
    {
        var options = new StartOptions("http://127.0.0.1:0", "/tmp", Empty: true, []) { Environment = "Production" };

        Assert.That(StartRules.Faults(Configured(), options), Has.Some.Contains("Nothing says how mail leaves the portal"));
        Assert.That(StartRules.Faults(Configured(Good), options), Has.None.Contains("mail"));
    }

    private static IConfiguration Configured(params IEnumerable<(string Key, string Value)> settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => new KeyValuePair<string, string?>("Mail:" + one.Key, one.Value)))
            .Build();
}
