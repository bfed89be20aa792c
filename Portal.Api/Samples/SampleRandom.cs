namespace Portal.Api.Samples;

/// <summary>
/// A seeded sequence of numbers (SplitMix64). It uses only integer and basic IEEE arithmetic, so every machine and every version of .NET
/// draws the same sample network, byte for byte; <c>System.Random</c>, logarithms and exponentials do not promise that.
/// </summary>
internal sealed class SampleRandom
{
    private readonly ulong _seed;
    private ulong _state;

    public SampleRandom(ulong seed) => _seed = _state = seed;

    /// <summary>An independent sequence for one topic: drawing more numbers for it leaves the others unchanged.</summary>
    public SampleRandom Branch(ulong topic) => new(Mixed(_seed ^ Mixed(topic + 1)));

    public static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public ulong Next() => Mixed(_state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform in [0, 1).</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whole number in [<paramref name="from"/>, <paramref name="before"/>).</summary>
    public int Between(int from, int before) => from + (int)(Next() % (ulong)(before - from));

    public bool Chance(double probability) => Fraction() < probability;

    public T OneOf<T>(IReadOnlyList<T> items) => items[Between(0, items.Count)];

    /// <summary>Mean 0, SD 1: the sum of twelve uniform numbers, which is near enough to normal and needs no logarithm.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var draw = 0; draw < 12; draw++)
            sum += Fraction();
        return sum;
    }

    /// <summary>A whole number from a distribution given by its quantiles, linear between them.</summary>
    /// <param name="quantiles">Pairs of a fraction, rising from 0 to 1, and the value there.</param>
    public int FromQuantiles((double At, double Value)[] quantiles)
    {
        var at = Fraction();
        var upper = 1;
        while (quantiles[upper].At < at)
            upper++;
        var (low, high) = (quantiles[upper - 1], quantiles[upper]);
        return (int)(low.Value + (high.Value - low.Value) * (at - low.At) / (high.At - low.At) + 0.5);
    }
}
