using System.Net.Sockets;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Hosting;

namespace Portal.Tests.Hosting;

/// <summary>A database that is away for a moment is told from one that refuses what was asked.</summary>
public sealed class FailureAnswersTests
{
    // The server stops, starts, recovers, follows another one, or has no room for one more.
    [TestCase("57P01")]
    [TestCase("57P02")]
    [TestCase("57P03")]
    [TestCase("57P05")]
    [TestCase("25006")]
    [TestCase("08006")]
    [TestCase("53300")]
    [TestCase("53100")]
    [TestCase("58030")]
    public void IsAway_StateOfAServerThatCannotServeNow_IsTrue(string state) => Assert.That(FailureAnswers.IsAway(Refused(state)));

    [TestCase("23505")]
    [TestCase("22P02")]
    [TestCase("42501")]
    [TestCase("42P01")]
    [TestCase("57014")]
    public void IsAway_StateOfARequestThatIsWrong_IsFalse(string state) => Assert.That(FailureAnswers.IsAway(Refused(state)), Is.False);

    [Test]
    public void IsAway_NoneOfSeveralServers_IsTrue()
    {
        var tried = new AggregateException(
            new NpgsqlException("one", new SocketException()),
            Refused("57P03"),
            new NpgsqlException("This server is no primary.")
        );

        Assert.That(FailureAnswers.IsAway(new NpgsqlException("No suitable host was found.", tried)));
        Assert.That(FailureAnswers.IsAway(new NpgsqlException("Unable to connect to a suitable host. Check inner exception.", tried)));
        Assert.That(FailureAnswers.IsAway(new NpgsqlException("No suitable host was found.")));
    }

    [Test]
    public async Task IsAway_ServersThatNobodyListensOn_IsTrue()
    {
        await using var several = new NpgsqlDataSourceBuilder(
            "Host=127.0.0.1:1,127.0.0.1:2;Username=nobody;Database=none;Timeout=2"
        ).BuildMultiHost();

        foreach (var wanted in new[] { TargetSessionAttributes.Any, TargetSessionAttributes.Primary })
        {
            var failure = await FailureAsync(several, wanted);
            Assert.That(FailureAnswers.IsAway(failure), failure.ToString());
        }
    }

    [Test]
    public void IsAway_InsideAnotherFailure_IsFoundAndABugIsNot() =>
        Assert.Multiple(() =>
        {
            Assert.That(FailureAnswers.IsAway(new AggregateException(Refused("25006"))));
            Assert.That(FailureAnswers.IsAway(new InvalidOperationException("x", new NpgsqlException("y", new TimeoutException()))));
            Assert.That(FailureAnswers.IsAway(new InvalidOperationException("x", new IOException())), Is.False);
            Assert.That(FailureAnswers.IsAway(new NpgsqlException("This command is wrong.")), Is.False);
        });

    private static async Task<Exception> FailureAsync(NpgsqlMultiHostDataSource several, TargetSessionAttributes wanted)
    {
        try
        {
            await using var connection = await several.OpenConnectionAsync(wanted, CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            return exception;
        }

        throw new InvalidOperationException("Somebody listens.");
    }

    private static PostgresException Refused(string state) => new("refused", "ERROR", "ERROR", state);
}
