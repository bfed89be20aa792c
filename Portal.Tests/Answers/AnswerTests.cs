using NUnit.Framework;
using Portal.Api.Answers;

namespace Portal.Tests.Answers;

public class AnswerTests
{
    private static readonly Answer<int> Five = 5;
    private static readonly Answer<int> Nothing = Refusal.NotFound;

    [Test]
    public void Match_EitherCase_AnswersWithTheFunctionThatFits()
    {
        Assert.That(Five.Match(value => value + 1, refusal => refusal.Status), Is.EqualTo(6));
        Assert.That(Nothing.Match(value => value + 1, refusal => refusal.Status), Is.EqualTo(404));
    }

    [Test]
    public void Then_RefusedBefore_KeepsTheFirstRefusalAndDoesNotTakeTheStep()
    {
        var later = new Refusal(409, "LATER", "Later.");

        Assert.That(Five.Then<string>(value => $"{value}").Value(), Is.EqualTo("5"));
        Assert.That(Five.Then<string>(_ => later).Refusal(), Is.SameAs(later));
        Assert.That(Nothing.Then<string>(_ => throw new InvalidOperationException()).Refusal(), Is.SameAs(Refusal.NotFound));
    }

    [Test]
    public async Task ThenAsync_RefusedBefore_KeepsTheFirstRefusalAndDoesNotTakeTheStep()
    {
        Assert.That((await Five.ThenAsync(value => Task.FromResult<Answer<int>>(value * 2))).Value(), Is.EqualTo(10));
        Assert.That((await Nothing.ThenAsync<int>(_ => throw new InvalidOperationException())).Refusal(), Is.SameAs(Refusal.NotFound));
    }

    [Test]
    public void IsGiven_EitherCase_SetsExactlyOne()
    {
        Assert.That(Five.IsGiven(out var value, out var none), Is.True);
        Assert.That((value, none), Is.EqualTo((5, (Refusal?)null)));
        Assert.That(Nothing.IsRefused(out var refusal), Is.True);
        Assert.That(refusal, Is.SameAs(Refusal.NotFound));
    }
}
