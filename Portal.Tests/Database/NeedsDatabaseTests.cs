using NUnit.Framework;
using Portal.Tests.Faults;
using Portal.Tests.House;
using Portal.Tests.Http;

namespace Portal.Tests.Database;

/// <summary>Whoever uses a database says so; this fixture does not, and is refused every way to one.</summary>
public sealed class NeedsDatabaseTests
{
    private static IEnumerable<TestCaseData<Func<Task>>> Ways =>
        [
            Way("database", TestDatabase.CreateAsync),
            Way("server", OwnServer.StartAsync),
            Way("portal", () => RunningPortal.StartAsync()),
            Way("samples", RunningPortal.WithSamplesAsync),
            Way("release", RunningPortal.WithReleaseAsync),
            Way("process", () => Task.FromResult(new KillablePortal([]))),
        ];

    [TestCaseSource(nameof(Ways))]
    public async Task Demand_TestWithoutTheMark_IsRefused(Func<Task> way)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => way());

        Assert.That(refusal!.Message, Does.Contain(nameof(NeedsDatabaseTests)).And.Contain("[NeedsDatabase]"));
    }

    [Test]
    public void Files_ThatStartAServerThemselves_AreMarkedOrAskForTheMark()
    {
        // Written in two parts, so that this file is not one of them.
        var starting = SourceTree
            .CSharp.Where(file => file.Path.StartsWith("Portal.Tests/", StringComparison.Ordinal))
            .Where(file => file.Text.Contains("EmbeddedServer" + ".StartAsync(", StringComparison.Ordinal))
            .Where(file => file.Name is not ("SharedCluster.cs" or "ServerHost.cs"));

        Assert.That(starting, Is.Not.Empty);
        Assert.That(
            starting
                .Where(file =>
                    !file.Text.Contains("[NeedsDatabase]", StringComparison.Ordinal)
                    && !file.Text.Contains("NeedsDatabaseAttribute.Demand()", StringComparison.Ordinal)
                )
                .Select(file => file.Path),
            Is.Empty
        );
    }

    private static TestCaseData<Func<Task>> Way(string name, Func<Task> way) => new TestCaseData<Func<Task>>(way).SetArgDisplayNames(name);
}
