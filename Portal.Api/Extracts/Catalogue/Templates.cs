using System.IO.Compression;
using System.Text.RegularExpressions;
using Portal.Api.Answers;
using Portal.Api.Periods;

namespace Portal.Api.Extracts.Catalogue;

/// <summary>The query of an example as text; either part may be absent.</summary>
public sealed record ExampleQuery(string? Service, string? Period);

/// <summary>What a worked example is made for.</summary>
/// <param name="Service">The service code in its rows.</param>
/// <param name="Period">The quarter of its months.</param>
public sealed record ExampleRequest(string Service, Quarter Period)
{
    private const string SampleService = "HARBOUR";
    private static readonly Quarter SampleQuarter = new(2025, 2);

    private static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "TEMPLATE_MALFORMED",
        "A service is its code in capitals, such as HARBOUR, and a period is a quarter, such as 2025-Q2."
    );

    // The form that the registry of services demands of codes.
    private static readonly Regex ServiceCode = new("^[A-Z][A-Z0-9_]{1,19}$", RegexOptions.NonBacktracking);

    /// <summary>
    /// Without a service it is the invented HARBOUR, without a period April to June 2025. The service is not looked up, because the example
    /// holds nothing but its code.
    /// </summary>
    public static Answer<ExampleRequest> Read(ExampleQuery query)
    {
        var quarter = SampleQuarter;
        return
            (query.Service is null || ServiceCode.IsMatch(query.Service))
            && (query.Period is null || Quarter.TryParse(query.Period, out quarter))
            ? new ExampleRequest(query.Service ?? SampleService, quarter)
            : Malformed;
    }
}

/// <summary>Templates of the six files, blank or with a worked example that passes the check.</summary>
public static class Templates
{
    // A zip stores times; a fixed time keeps the bytes the same from day to day.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A file as CSV, UTF-8 with byte order mark: the header, and the example's rows when there is one.</summary>
    public static byte[] Csv(ExtractFile file, ExampleRequest? example) =>
        CsvText.Of([
            file.Columns.Select(column => column.Name),
            .. example is null ? [] : ExampleExtract.Rows(file, example.Service, example.Period),
        ]);

    /// <summary>All six files in one zip, which can be sent as it is when it holds the example.</summary>
    public static byte[] Zip(ExampleRequest? example)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var file in ExtractFiles.All)
            {
                var entry = zip.CreateEntry(file.Name);
                entry.LastWriteTime = NoTime;
                using var content = entry.Open();
                content.Write(Csv(file, example));
            }
        }
        return bytes.ToArray();
    }
}
