using System.Globalization;
using System.Text;
using NUnit.Framework;
using Portal.Api.Checking.Problems;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Benches;

/// <summary>Memory of the portal while several uploads at the limit of a file are checked at once.</summary>
[Category("Bench")]
[NeedsDatabase]
public sealed class UploadMemoryBench
{
    private const int AtOnce = 6;

    // As sent, read, copied for the draft, and its rows: a small multiple of the file, whatever stands in it.
    private const int CopiesOfAFile = 10;

    [Test]
    public async Task Check_SixFilesAtTheLimitAtOnce_StaysWithinAMultipleOfTheLimit()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var client = await portal.ClientAsync("member@harbour");
        var content = AtTheLimit();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
                await Task.Delay(5);
            }
        });

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, AtOnce)
                .Select(_ =>
                    client.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", Uploads.Form([("cases.csv", content)]))
                )
        );
        await stop.CancelAsync();
        await watching;

        var grown = most - before;
        await TestContext.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{AtOnce} checks of {content.Length / 1e6:N1} MB at once: managed memory grew by {grown / 1e6:N0} MB at most, {(double)grown / AtOnce / content.Length:N1} times a file for each"
            )
        );
        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
        Assert.That(grown, Is.LessThan((long)AtOnce * CopiesOfAFile * UploadLimits.Default.MaxFileBytes));
    }

    private static ReadOnlyMemory<byte> AtTheLimit()
    {
        var sample = SampleFiles.Valid()["cases.csv"].Split('\n');
        var text = new StringBuilder(sample[0]).Append('\n');
        for (var row = 0; text.Length + 250 < UploadLimits.Default.MaxFileBytes; row++)
            text.Append(sample[1].Replace("C-7Q2K9", $"C-{row:0000000}X", StringComparison.Ordinal)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
