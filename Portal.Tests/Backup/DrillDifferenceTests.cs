using NUnit.Framework;
using Portal.Tests.Database;

namespace Portal.Tests.Backup;

/// <summary>A database that is not what it should be: the drill of its backup says so in words, and with exit code 1.</summary>
[NeedsDatabase]
public sealed class DrillDifferenceTests
{
    private TestDatabase _database = null!;
    private BackupPlace _place = null!;

    [OneTimeSetUp]
    public async Task CopyAsync()
    {
        _database = await TestDatabase.CreateWithReleaseAsync();
        _place = new BackupPlace(_database);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        await _place.DisposeAsync();
        await _database.DropAsync();
    }

    [TestCase(
        "UPDATE profile_count SET cases = cases + 1 WHERE service_id = 2 AND dimension = 'REFERRALS'",
        "UPDATE profile_count SET cases = cases - 1 WHERE service_id = 2 AND dimension = 'REFERRALS'",
        "The stored rows of profile_count for the service with id 2 are not those that a rebuild from its rows makes."
    )]
    [TestCase(
        "UPDATE outcome_moment SET first_mean = first_mean + 0.001 WHERE service_id = 3",
        "UPDATE outcome_moment SET first_mean = first_mean - 0.001 WHERE service_id = 3",
        "The stored rows of outcome_moment for the service with id 3 are not those that a rebuild from its rows makes."
    )]
    [TestCase(
        "UPDATE audit_entry SET detail = 'CHANGED' WHERE entry_number = 2 AND detail IS NULL",
        "UPDATE audit_entry SET detail = NULL WHERE entry_number = 2",
        "The audit log is broken (ENTRY_CHANGED). Entry 2 is not as it was written."
    )]
    [TestCase(
        "UPDATE service_report SET content = content || ' ' WHERE service_id = 4",
        "UPDATE service_report SET content = rtrim(content, ' ') WHERE service_id = 4",
        "in service_report is not the one of its hash."
    )]
    public async Task VerifyBackup_SomethingChangedBehindThePortal_IsTheFirstDifference(string change, string back, string words)
    {
        await _place.ExecuteAsync(change);
        var backup = await _place.BackUpAsync();
        await _place.ExecuteAsync(back);

        var answer = await _place.ElsewhereAsync("verify-backup", backup, "--key", _place.Key);

        Assert.That(answer.Code, Is.EqualTo(1), answer.Said);
        Assert.That(answer.Errors.TrimEnd(), Does.EndWith(words));
        Assert.That(answer.Output, Does.Contain("as many as were backed up").And.Not.Contain("This backup restores"));
        Assert.That(File.Exists(Path.Combine(_place.Root, "elsewhere", "last-drill")), Is.False);
    }
}
