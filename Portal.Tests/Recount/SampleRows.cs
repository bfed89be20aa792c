using Portal.Api.Samples;

namespace Portal.Tests.Recount;

/// <summary>Rows of a sample service as text, read without the product.</summary>
internal static class SampleRows
{
    /// <summary>Quarters that a service sent, the earliest first.</summary>
    /// <param name="service">Code of the service.</param>
    /// <param name="year">Four digits; empty for all.</param>
    public static IReadOnlyList<string> Quarters(string service, string year = "") =>
        [
            .. Directory
                .GetDirectories(Path.Combine(RepositoryFolders.SampleExtracts, service), year + "*")
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Rows of one file by column, with the quarter as <c>quarter</c>.</summary>
    public static IEnumerable<Dictionary<string, string>> Of(string service, string quarter, string file)
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryFolders.SampleExtracts, service, quarter, file));
        var columns = lines[0].TrimStart('\uFEFF').Split(',');
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            var row = columns.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second);
            row["quarter"] = quarter;
            yield return row;
        }
    }
}
