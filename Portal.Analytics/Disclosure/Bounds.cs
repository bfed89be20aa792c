namespace Portal.Analytics.Disclosure;

// What an attacker knows about a count: it is a whole number from Low to High.
internal readonly record struct Bounds(long Low, long High)
{
    // Above any count of people, and small enough to be added thousands of times.
    public const long Unbounded = 1L << 40;

    public static Bounds Of(long value) => new(value, value);

    public long Width => High - Low;

    public Bounds And(Bounds other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));
}
