using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Portal.Api.Access;

namespace Portal.Tests.Hosting;

/// <summary>The checks of one service keep one processor busy in the long run, and a minute of it at once.</summary>
public sealed class CheckTimeTests
{
    private static readonly Service Harbour = new(1, "HARBOUR", "Harbour", "ENGLAND", "NHS");
    private static readonly Service Teasel = new(2, "TEASEL", "Teasel", "ENGLAND", "NHS");

    private readonly FakeTimeProvider _clock = new();

    [Test]
    public async Task Check_WithinTheMinute_BeginsAtOnce()
    {
        using var turns = new ServiceTurns(_clock);
        await CheckAsync(turns, Harbour, 59);

        Assert.That(turns.ForCheckAsync(Harbour, 100, default).IsCompleted, Is.True);
    }

    [TestCase(100)]
    [TestCase(ServiceTurns.LargeFrom)]
    public async Task Check_AfterASpentMinute_WaitsUntilItCameBack(long bytes)
    {
        using var turns = new ServiceTurns(_clock);
        await CheckAsync(turns, Harbour, 70);

        var next = turns.ForCheckAsync(Harbour, bytes, default);

        using (await turns.ForCheckAsync(Teasel, bytes, default).WaitAsync(TimeSpan.FromSeconds(10)))
            Assert.That(next.IsCompleted, Is.False, "another service has its turn at once");
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.That(next.IsCompleted, Is.False, "after 9 of 10 seconds");
        _clock.Advance(TimeSpan.FromSeconds(1));
        using var turn = await next.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(turn, Is.Not.Null);
    }

    [Test]
    public async Task Check_ThatFails_HasSpentItsTimeToo()
    {
        using var turns = new ServiceTurns(_clock);
        using (var turn = (await turns.ForCheckAsync(Harbour, 100, default))!)
            await Assert.ThrowsAsync<InvalidDataException>(() => turn.RunAsync<int>(() => throw Late()));

        Assert.That(turns.ForCheckAsync(Harbour, 100, default).IsCompleted, Is.False);

        InvalidDataException Late()
        {
            _clock.Advance(TimeSpan.FromSeconds(61));
            return new InvalidDataException();
        }
    }

    [Test]
    public async Task Wait_ThatIsGivenUp_GivesItsPlaceBack()
    {
        using var turns = new ServiceTurns(_clock);
        await CheckAsync(turns, Harbour, 61);
        using var left = new CancellationTokenSource();
        var waiting = turns.ForCheckAsync(Harbour, long.MaxValue, left.Token);

        await left.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => waiting);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(
            turns.ForCheckAsync(Harbour, long.MaxValue, default).Wait(TimeSpan.FromSeconds(10)),
            Is.True,
            "all of the service's 100 MiB"
        );
    }

    private async Task CheckAsync(ServiceTurns turns, Service service, int seconds)
    {
        using var turn = (await turns.ForCheckAsync(service, 100, default))!;
        Assert.That(await turn.RunAsync(() => Advance(seconds)), Is.EqualTo(seconds));
    }

    private int Advance(int seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        return seconds;
    }
}
