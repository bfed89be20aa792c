using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Portal.Tests.Http;

/// <summary>A small valid extract of HARBOUR for 2025-Q2, and ways to change one thing of it.</summary>
internal static class SampleFiles
{
    /// <summary>The six files of <c>samples/problems/valid</c>.</summary>
    public static Dictionary<string, string> Valid() =>
        Directory
            .GetFiles(Path.Combine(Api.Samples.RepositoryFolders.Root!, "samples", "problems", "valid"), "*.csv")
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    /// <summary>The cell of a data row (first = 1) in a named column, changed.</summary>
    public static Dictionary<string, string> With(
        this Dictionary<string, string> files,
        string file,
        int record,
        string column,
        string value
    )
    {
        var lines = files[file].Split('\n');
        var place = Array.IndexOf(lines[0].TrimEnd('\r').Split(','), column);
        Assert.That(place, Is.GreaterThanOrEqualTo(0), $"{file} has no column {column}");
        var cells = lines[record].Split(',');
        cells[place] = value + (place == cells.Length - 1 && lines[record].EndsWith('\r') ? "\r" : "");
        lines[record] = string.Join(',', cells);
        return new Dictionary<string, string>(files) { [file] = string.Join('\n', lines) };
    }

    /// <summary>A whole row appended to a file, made from an existing row with cells changed.</summary>
    public static Dictionary<string, string> Adding(
        this Dictionary<string, string> files,
        string file,
        int likeRecord,
        params (string Column, string Value)[] changes
    )
    {
        var rows = files[file].TrimEnd('\r', '\n').Split('\n');
        var copy = new Dictionary<string, string>(files) { [file] = string.Join('\n', [.. rows, rows[likeRecord], ""]) };
        return changes.Aggregate(copy, (changed, change) => changed.With(file, rows.Length, change.Column, change.Value));
    }

    /// <summary>Acknowledgements with the reason OTHER for every problem of a report.</summary>
    public static string Reasons(JsonNode report) =>
        new JsonArray([
            .. report["problems"]!
                .AsArray()
                .Select(problem => new JsonObject
                {
                    ["code"] = (string)problem!["code"]!,
                    ["file"] = (string)problem["file"]!,
                    ["reason"] = "OTHER",
                }),
        ]).ToJsonString();

    public static MultipartFormDataContent Upload(IReadOnlyDictionary<string, string> files, string? acknowledgements = null)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, text) in files)
        {
            var part = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
            part.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            form.Add(part, "files", name);
        }

        if (acknowledgements is not null)
            form.Add(new StringContent(acknowledgements), "acknowledgements");
        return form;
    }
}
