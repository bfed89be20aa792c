using System.Text;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Samples;

/// <summary>What was written. Rows are data rows; <c>ScoreRows</c> counts those of every scores.csv.</summary>
public sealed record SampleNetworkSize(int Services, int Files, long Rows, long ScoreRows, long Bytes);

/// <summary>
/// Writes a sample network: the same arguments give the same bytes on every machine. It holds one service in memory at a time.
/// </summary>
public static class SampleNetworkFiles
{
    public const ulong DefaultSeed = 20230101;

    // Rows of scores.csv over the twelve quarters for each family seen a year, measured on the committed samples.
    private const double ScoreRowsForOneSeenAYear = 36;

    /// <param name="folder">Files go to <c>service code/period/kind.csv</c> below it.</param>
    /// <param name="services">1 to <see cref="SampleServices.MostServices"/>.</param>
    /// <param name="scoreRows">Rows of scores.csv wanted, met within a few per cent; <c>null</c> for the services' own size.</param>
    /// <param name="seed">Seed of the network.</param>
    /// <exception cref="ArgumentOutOfRangeException">More services than there are, or more cases than there are references.</exception>
    public static SampleNetworkSize Write(string folder, int services = 12, long? scoreRows = null, ulong seed = DefaultSeed)
    {
        var network = SampleServices.Take(services, seed).ToList();
        var size = scoreRows is { } wanted ? wanted / (ScoreRowsForOneSeenAYear * network.Sum(service => service.SeenAYear)) : 1;
        var (cases, forms) = (0, 0);
        var written = new SampleNetworkSize(network.Count, 0, 0, 0, 0);
        foreach (var service in network)
        {
            var drawn = SampleCases.Draw(service, size, cases, seed);
            cases += drawn.Count(one => !one.IsSecondTwin);
            foreach (var period in SampleQuarters.All)
            {
                var extract = ExtractOf(service, period, drawn, () => forms++, seed);
                foreach (var file in ExtractFiles.All)
                    // A quarter without such rows sends no file: one with a header only would be refused.
                    if (extract.Rows(file.Kind) is { } rows && rows.Any())
                        written = Added(
                            written,
                            file,
                            WriteFile(Path.Combine(folder, service.Code, period.ToString(), file.Name), file, rows)
                        );
            }
        }
        return written;
    }

    private static SampleExtract ExtractOf(
        SampleService service,
        Quarter period,
        IReadOnlyList<SampleCase> drawn,
        Func<int> nextForm,
        ulong seed
    )
    {
        var (firstDay, beforeDay) = (period.FirstMonth.FirstDay.DayNumber, period.Before.FirstDay.DayNumber);
        var listed = drawn
            .Where(one => CaseSnapshot.Belongs(one, firstDay, beforeDay))
            .OrderBy(one => one.Reference, StringComparer.Ordinal)
            .ToList();
        // A family fills in one form.
        var ended = listed.Where(one => !one.IsSecondTwin && one.Course.FirstContactDay is not null && one.Course.ClosureDay < beforeDay);
        var random = service
            .Code.Aggregate(new SampleRandom(seed), (random, letter) => random.Branch(letter))
            .Branch(2)
            .Branch((ulong)period.Index);
        return new SampleExtract(
            service,
            period,
            [.. listed.Select(one => new CaseSnapshot(service, one, beforeDay))],
            [.. SampleFeedback.Draw(service, ended, nextForm, seed, random.Branch(1))],
            [.. SampleActivity.Draw(random.Branch(2))]
        );
    }

    private static (long Rows, long Bytes) WriteFile(string path, ExtractFile file, IEnumerable<Func<string, string>> rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var names = file.Columns.Select(column => column.Name).ToArray();
        var written = 0L;
        using (
            var text = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16)
        )
        {
            text.Write(string.Join(',', names));
            text.Write('\n');
            foreach (var row in rows)
            {
                for (var column = 0; column < names.Length; column++)
                {
                    if (column > 0)
                        text.Write(',');
                    text.Write(row(names[column]));
                }
                text.Write('\n');
                written++;
            }
        }
        return (written, new FileInfo(path).Length);
    }

    private static SampleNetworkSize Added(SampleNetworkSize size, ExtractFile file, (long Rows, long Bytes) added) =>
        size with
        {
            Files = size.Files + 1,
            Rows = size.Rows + added.Rows,
            ScoreRows = size.ScoreRows + (file.Kind == FileKind.Scores ? added.Rows : 0),
            Bytes = size.Bytes + added.Bytes,
        };
}
