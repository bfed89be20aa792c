using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Portal.Api.Starting;
using Portal.Tests.Database;

namespace Portal.Tests.Starting;

/// <summary>A portal for real people does not serve a database in which anybody could be one of the invented people.</summary>
[NeedsDatabase]
public sealed class InventedPeopleTests
{
    [TestCase("Production", "holds the invented people")]
    [TestCase("Staging", "holds the invented people")]
    [TestCase("Development", null)]
    public async Task Start_OverTheSampleNetwork_IsRefusedOutsideDevelopment(string environment, string? sentence)
    {
        await using var database = await TestDatabase.CreateWithServicesAsync();

        var fault = await StartRules.FaultAsync(database.Portal, Options(environment), CancellationToken.None);

        Assert.That(fault, sentence is null ? Is.Null : Does.Contain(sentence));
    }

    [Test]
    public async Task Start_OverADatabaseOfItsOwn_IsAllowed()
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.That(await StartRules.FaultAsync(database.Portal, Options("Production"), CancellationToken.None), Is.Null);
    }

    private static StartOptions Options(string environment) =>
        StartOptions.Read(
            [],
            new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = environment })
                .Build()
        );
}
