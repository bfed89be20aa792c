namespace Portal.Analytics.Disclosure;

// What an attacker knows of a count: every whole number from Low to High.
internal readonly record struct Bounds(long Low, long High)
{
    // Above every count of people, and small enough to add up thousands of times.
    public const long Unbounded = 1L << 40;

    public static Bounds Of(long value) => new(value, value);

    public long Width => High - Low;

    public Bounds And(Bounds other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));
}
