using System.Diagnostics;

namespace Portal.Tests.Benches;

/// <summary>Times of something done several times; the fastest is the least disturbed by other work on the machine.</summary>
internal sealed record Timing(string What, IReadOnlyList<TimeSpan> Runs)
{
    public double FastestSeconds => Runs.Min().TotalSeconds;

    public double MedianSeconds => Runs.Order().ElementAt(Runs.Count / 2).TotalSeconds;

    /// <summary>Runs once without measuring, then <paramref name="times"/> times with.</summary>
    public static async Task<Timing> OfAsync(string what, int times, Func<Task> run)
    {
        await run();
        var runs = new List<TimeSpan>();
        for (var time = 0; time < times; time++)
        {
            var watch = Stopwatch.StartNew();
            await run();
            runs.Add(watch.Elapsed);
        }

        return new Timing(what, runs);
    }

    /// <summary>One line of a table: fastest and median seconds, and the fastest as a multiple of the baseline's.</summary>
    public string Line(Timing baseline) =>
        FormattableString.Invariant(
            $"{What, -72} {FastestSeconds, 9:0.0000} s {MedianSeconds, 9:0.0000} s {FastestSeconds / baseline.FastestSeconds, 9:0.00} x"
        );

    public static string Heading => $"{"", -72} {"fastest", 11} {"median", 11} {"ratio", 11}";
}
