namespace Portal.Tests.SignIn;

/// <summary>The machine's clock, moved on by the test.</summary>
internal sealed class MovedClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void Move(TimeSpan by) => _ahead += by;
}
