using System.Diagnostics;
using System.Globalization;
using System.Text;
using NUnit.Framework;
using Portal.Tests.Corpus;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Benches;

/// <summary>An ordinary check, alone and beside whatever may hold it up: slow and idle connections, and zips of another service.</summary>
[Category("Bench")]
[NeedsDatabase]
public sealed class AvailabilityBench
{
    private const string Checks = "/api/v1/services/HARBOUR/extracts/2025-Q2/checks";
    private const string OthersChecks = "/api/v1/services/TEASEL/extracts/2025-Q2/checks";
    private const int Runs = 25;
    private const int Zips = 5;

    // An ordinary check may take so many times as long as alone.
    private const double MostSlower = 3;

    private static readonly string[] Pages = ["/", "/help", "/send", "/history/HARBOUR", "/families/HARBOUR", "/outcomes/HARBOUR"];

    // Rows to the end take longest to check. With blank lines after the first half it is the zip of an attack: 222 KB that unpack to 100 MB.
    [TestCase(1.0, 335)]
    [TestCase(0.52, 222)]
    public async Task Check_BesideSlowIdleAndHeavyOnes_StaysWithinThreeTimesItsMedian(double rows, int kilobytes)
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        using var signedIn = await portal.ClientAsync("member@teasel");
        using var other = new HttpClient { BaseAddress = portal.Address, Timeout = TimeSpan.FromMinutes(20) };
        other.DefaultRequestHeaders.Authorization = signedIn.DefaultRequestHeaders.Authorization;
        using var browser = await Browser.SignInAsync(portal, "member@harbour");
        var (zip, unpacked) = HeavyZip(rows);
        Assert.That(zip.Length, Is.EqualTo(1000 * kilobytes).Within(10).Percent);
        Assert.That(unpacked, Is.EqualTo(100_000_000).Within(5).Percent);
        var undisturbed = await Timing.OfAsync("ordinary check, undisturbed", Runs, () => CheckAsync(member));
        var before = Process.GetCurrentProcess().TotalProcessorTime;

        var slow = new List<RawConnection>();
        for (var connection = 0; connection < 504; connection++)
            slow.Add(await RawConnection.OpenAsync(portal.Address));
        foreach (var one in slow.Take(4))
            await one.SendAsync(
                "POST /sign-in",
                ["Content-Type: multipart/form-data; boundary=b", "Transfer-Encoding: chunked"],
                $"c000\r\n--b\r\n\r\n{new string('x', 0xc000 - 7)}\r\n"
            );
        var watch = Stopwatch.StartNew();
        var heavy = Enumerable
            .Range(0, Zips)
            .Select(_ => Task.Run(() => other.PostAnswerAsync(OthersChecks, Uploads.Form([("extract.zip", zip)]))))
            .ToList();
        // All five are on their way before the first check is timed.
        await Task.Delay(TimeSpan.FromSeconds(1));

        var disturbed = await Timing.OfAsync("ordinary check, beside 4 slow, 500 idle, 5 heavy", Runs, () => CheckAsync(member));
        var besides = heavy.Count(one => !one.IsCompleted);
        var pages = new List<int>();
        foreach (var page in Pages)
            pages.Add((await browser.OpenAsync(page)).Status);
        var answers = await Task.WhenAll(heavy);
        slow.ForEach(connection => connection.Dispose());

        var used = Process.GetCurrentProcess().TotalProcessorTime - before;
        await TestContext.Out.WriteLineAsync(
            string.Join(
                '\n',
                "",
                Timing.Heading,
                undisturbed.Line(undisturbed),
                disturbed.Line(undisturbed),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"medians: {disturbed.MedianSeconds / undisturbed.MedianSeconds:N2} x; {besides} of {Zips} zips of {zip.Length / 1e3:N0} KB were still being checked after it"
                ),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the zips took {watch.Elapsed.TotalSeconds:N0} s together ({used.TotalSeconds:N0} s of processors); peak memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB"
                ),
                $"heavy: {string.Join(' ', answers.Select(answer => answer.Status))}; pages: {string.Join(' ', pages)}"
            )
        );
        Assert.That(pages, Is.All.EqualTo(200));
        Assert.That(answers.Select(answer => answer.Status), Is.All.AnyOf(200, 429));
        Assert.That(disturbed.MedianSeconds, Is.LessThan(MostSlower * undisturbed.MedianSeconds));
    }

    private static async Task CheckAsync(HttpClient member)
    {
        var answer = await member.PostAnswerAsync(Checks, SampleFiles.Upload(SampleFiles.Valid()));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
    }

    // Five files near the limit of a file, of rows that pack well.
    private static (byte[] Zip, int Unpacked) HeavyZip(double rows)
    {
        const int FileBytes = 20_900_000;
        (string Name, byte[] Content)[] files =
        [
            .. SampleFiles
                .Valid()
                .Where(file => file.Key is not "activity.csv")
                .Select(file =>
                {
                    var lines = file.Value.Replace("HARBOUR", "TEASEL", StringComparison.Ordinal).Split('\n');
                    var text = new StringBuilder(FileBytes).Append(lines[0]).Append('\n');
                    while (text.Length + lines[1].Length < rows * FileBytes)
                        text.Append(lines[1]).Append('\n');
                    return (file.Key, Encoding.UTF8.GetBytes(text.Append('\n', FileBytes - text.Length).ToString()));
                }),
        ];
        return (Zipped.Packed(files), files.Sum(file => file.Content.Length));
    }
}
