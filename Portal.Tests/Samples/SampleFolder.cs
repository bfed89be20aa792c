using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Samples;

namespace Portal.Tests.Samples;

/// <summary>One data row of a sample file, by column name.</summary>
internal sealed record SampleRow(string Service, Quarter Period, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells[column];

    public (string, string) Case => (Service, Cells["case_ref"]);
}

/// <summary>The committed samples, read once.</summary>
internal static class SampleFolder
{
    private static readonly Dictionary<FileKind, Lazy<IReadOnlyList<SampleRow>>> Files = ExtractFiles.All.ToDictionary(
        file => file.Kind,
        file => new Lazy<IReadOnlyList<SampleRow>>(() => Read(file))
    );

    public static string Path { get; } = System.IO.Path.Combine(Repository(), "samples", "extracts");

    /// <summary>Every row of a kind over all services and quarters.</summary>
    public static IReadOnlyList<SampleRow> Rows(FileKind kind) => Files[kind].Value;

    /// <summary>The rows of a file; <c>null</c> if it was not sent.</summary>
    public static string[]? Lines(string service, Quarter period, ExtractFile file)
    {
        var path = System.IO.Path.Combine(Path, service, period.ToString(), file.Name);
        return File.Exists(path) ? File.ReadAllLines(path) : null;
    }

    /// <summary>The last row of each case over the quarters.</summary>
    public static IReadOnlyDictionary<(string, string), SampleRow> LastOfEachCase { get; } = LastRows();

    /// <summary>Rows of a kind from the last quarter that lists the case and in which that file was sent.</summary>
    public static ILookup<(string, string), SampleRow> Last(FileKind kind)
    {
        var last = Rows(kind).GroupBy(row => row.Case).ToDictionary(rows => rows.Key, rows => rows.Max(row => row.Period));
        return Rows(kind).Where(row => row.Period == last[row.Case]).ToLookup(row => row.Case);
    }

    private static Dictionary<(string, string), SampleRow> LastRows()
    {
        var last = new Dictionary<(string, string), SampleRow>();
        foreach (var row in Rows(FileKind.Cases))
            last[row.Case] = row;
        return last;
    }

    private static List<SampleRow> Read(ExtractFile file)
    {
        var rows = new List<SampleRow>();
        foreach (var service in SampleServices.All)
        foreach (var period in SampleQuarters.All)
        {
            if (Lines(service.Code, period, file) is not { } lines)
                continue;
            var header = lines[0].Split(',');
            rows.AddRange(
                lines
                    .Skip(1)
                    .Select(line => new SampleRow(
                        service.Code,
                        period,
                        header.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
                    ))
            );
        }
        return rows;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "OutcomesPortal.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("OutcomesPortal.sln is in none of the folders above the tests.");
        return folder.FullName;
    }
}
