using Dapper;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Tests.Database;

[NeedsDatabase]
public class PortalDatabaseTests
{
    private static readonly Dictionary<string, string?> Valid = PortalRole.All.ToDictionary(
        role => "ConnectionStrings:" + role.ConnectionString,
        role => (string?)$"Host=db.example.org;Database=portal;Username={role.Name};Password=secret-word"
    );

    [Test]
    public void IsConfigured_NoString_IsFalse() => Assert.That(PortalDatabase.IsConfigured(Configuration([])), Is.False);

    [TestCase("Portal")]
    [TestCase("PortalRelease")]
    public void IsConfigured_OneString_IsTrue(string name) =>
        Assert.That(
            PortalDatabase.IsConfigured(Configuration(new() { ["ConnectionStrings:" + name] = Valid["ConnectionStrings:" + name] })),
            Is.True
        );

    [Test]
    public async Task FromConfiguration_AllFive_NamesEachSourceAndLimitsItsPool()
    {
        await using var database = PortalDatabase.FromConfiguration(Configuration(Valid));

        Assert.That(
            database.Application.Source.ConnectionString,
            Does.Contain("Username=portal_app")
                .And.Contain("Application Name=\"outcomes-portal application\"")
                .Or.Contain("Application Name=outcomes-portal application")
        );
        Assert.That(database.Release.Source.ConnectionString, Does.Contain("Username=portal_release").And.Contain("Maximum Pool Size=6"));
        Assert.That(database.Migrations.ConnectionString, Does.Contain("Username=portal_migrations"));
        Assert.That(database.Network.ConnectionString, Does.Contain("Username=portal_network"));
    }

    [Test]
    public void FromConfiguration_OnlyOne_ListsEveryMissingString()
    {
        var refused = Assert.Throws<DatabaseConfigurationException>(() =>
            PortalDatabase.FromConfiguration(Configuration(new() { ["ConnectionStrings:Portal"] = Valid["ConnectionStrings:Portal"] }))
        );

        Assert.That(
            refused!.Message.Split('\n').Select(line => line.Split(' ')[0]),
            Is.EqualTo(
                new[]
                {
                    "ConnectionStrings:PortalMigrations",
                    "ConnectionStrings:PortalNetwork",
                    "ConnectionStrings:PortalRelease",
                    "ConnectionStrings:PortalSignIn",
                    "ConnectionStrings:PortalAdministration",
                }
            )
        );
    }

    [Test]
    public void FromConfiguration_NoResetOnClose_IsRefused()
    {
        var unsafeSettings = new Dictionary<string, string?>(Valid)
        {
            ["ConnectionStrings:Portal"] = Valid["ConnectionStrings:Portal"] + ";No Reset On Close=true",
        };

        var refused = Assert.Throws<DatabaseConfigurationException>(() => PortalDatabase.FromConfiguration(Configuration(unsafeSettings)));

        Assert.That(refused!.Message, Does.Contain("No Reset On Close"));
    }

    [Test]
    public void FromConfiguration_IncludeErrorDetail_IsRefused()
    {
        var unsafeSettings = new Dictionary<string, string?>(Valid)
        {
            ["ConnectionStrings:Portal"] = Valid["ConnectionStrings:Portal"] + ";Include Error Detail=true",
        };

        var refused = Assert.Throws<DatabaseConfigurationException>(() => PortalDatabase.FromConfiguration(Configuration(unsafeSettings)));

        Assert.That(refused!.Message, Does.Contain("Include Error Detail"));
    }

    [Test]
    public void FromConfiguration_UnreadableString_IsRefusedWithoutItsValue()
    {
        var unreadable = new Dictionary<string, string?>(Valid) { ["ConnectionStrings:Portal"] = "Host=db;secret-word" };

        var refused = Assert.Throws<DatabaseConfigurationException>(() => PortalDatabase.FromConfiguration(Configuration(unreadable)));

        Assert.That(
            refused!.ToString(),
            Does.Contain("ConnectionStrings:Portal is not a connection string").And.Not.Contain("secret-word")
        );
    }

    [Test]
    public async Task FromEmbeddedServer_Twice_IsTheSameDatabase()
    {
        await using var server = await OwnServer.StartAsync();
        await using var first = await server.OpenAsync();
        await using var owner = await first.Migrations.OpenConnectionAsync();
        await owner.ExecuteAsync("CREATE TABLE kept (id int)");

        await using var second = await server.OpenAsync();

        await using var again = await second.Migrations.OpenConnectionAsync();
        Assert.That(await again.ExecuteScalarAsync<bool>("SELECT to_regclass('kept') IS NOT NULL"), Is.True);
    }

    [TestCase("portal_app", true, true)]
    [TestCase("portal_network", true, false)]
    [TestCase("portal_release", true, false)]
    public async Task FromEmbeddedServer_RoleThatServes_ConnectsAndCreatesNothingLasting(string role, bool connects, bool stages)
    {
        await using var server = await OwnServer.StartAsync();
        await using var database = await server.OpenAsync();
        await using var owner = await database.Migrations.OpenConnectionAsync();

        var rights = await owner.QuerySingleAsync<(bool, bool, bool, bool)>(
            """
            SELECT has_database_privilege(@role, current_database(), 'CONNECT'), has_database_privilege(@role, current_database(), 'TEMPORARY'),
                   has_database_privilege(@role, current_database(), 'CREATE'), has_schema_privilege(@role, 'public', 'CREATE')
            """,
            new { role }
        );

        Assert.That(rights, Is.EqualTo((connects, stages, false, false)));
    }

    [Test]
    public async Task Register_MonthAndQuarter_AreADateAndAText()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.Portal.Application.Source.OpenConnectionAsync();
        var written = new Period(new Month(2025, 11), new Quarter(2025, 4), null);

        var read = await connection.QuerySingleAsync<Period>("SELECT @Month AS month, @Quarter AS quarter, @Closed AS closed", written);
        var types = await connection.QuerySingleAsync<(string, string)>("SELECT pg_typeof(@Month)::text, @Quarter || ''", written);

        Assert.That(read, Is.EqualTo(written));
        Assert.That(types, Is.EqualTo(("date", "2025-Q4")));
    }

    [Test]
    public async Task Register_DateThatIsNoFirstDay_IsNotAMonth()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.Portal.Application.Source.OpenConnectionAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => connection.QuerySingleAsync<Month>("SELECT DATE '2025-11-02'"));
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private sealed record Period(Month Month, Quarter Quarter, Month? Closed);
}
