using System.Formats.Tar;
using System.Globalization;
using System.Text;
using NUnit.Framework;
using Portal.Api.Backup;

namespace Portal.Tests.Backup;

/// <summary>Files that somebody else put into the folder of the backups.</summary>
public sealed class HostileBackupTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("portal-hostile-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("portal.dump./../../../..{0}")]
    [TestCase("../../..{0}")]
    [TestCase("{0}")]
    public async Task Open_ManifestThatNamesAFileOutside_TouchesNothing(string name)
    {
        var victim = Path.Combine(_folder, "victim");
        await File.WriteAllTextAsync(victim, "keep me");
        var backup = await WrittenAsync(string.Format(CultureInfo.InvariantCulture, name, victim));

        Assert.That(
            async () => await OpenedBackup.OpenAsync(backup, null, CancellationToken.None),
            Throws.InstanceOf<BackupFailedException>().With.Message.Contains("manifest.json is not as it was written")
        );
        Assert.That(await File.ReadAllTextAsync(victim), Is.EqualTo("keep me"));
    }

    [Test]
    public async Task Open_InTheClearWithAKey_IsRefused()
    {
        var backup = await WrittenAsync("portal.dump.000");

        Assert.That(
            async () => await OpenedBackup.OpenAsync(backup, "key.pem", CancellationToken.None),
            Throws.InstanceOf<BackupFailedException>().With.Message.Contains("This backup is not encrypted")
        );
    }

    [Test]
    public async Task Newest_OfTwoOfOneSecond_IsTheSecond()
    {
        foreach (var name in new[] { "20260101T000000Z", "20260101T000000Z-2", "20251231T235959Z-3" })
            await File.WriteAllTextAsync(Path.Combine(_folder, $"portal-backup-{name}.tar"), "");

        Assert.That(Path.GetFileName(BackupFolder.Newest(_folder)), Is.EqualTo("portal-backup-20260101T000000Z-2.tar"));
    }

    private async Task<string> WrittenAsync(string named)
    {
        var manifest = $$"""
            {"format":{{BackupManifest.ThisFormat}},"madeAt":"2026-01-01T00:00:00Z","portal":"1","schema":1,"database":"x",
             "files":[{"name":"{{named}}","bytes":1,"sha256":"0"}],"tables":[],"audit":null,"releases":[]}
            """;
        var path = Path.Combine(_folder, "portal-backup-20260101T000000Z.tar");
        await using var file = File.Create(path);
        await using var tar = new TarWriter(file, TarEntryFormat.Ustar);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(manifest));
        await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, BackupManifest.FileName) { DataStream = content });
        return path;
    }
}
