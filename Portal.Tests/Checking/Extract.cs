using System.Text;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Tests.Checking;

/// <summary>The valid sample extract, to start from and to change one thing in.</summary>
internal static class Extract
{
    public static CheckRequest Request { get; } = new("HARBOUR", new Quarter(2025, 2), MeasureCatalogue.Published, UploadLimits.Default);

    public static IReadOnlyList<UploadedFile> Valid { get; } = SampleFolder.Files("valid");

    public static string Text(string file) => Encoding.UTF8.GetString(Valid.Single(sent => sent.Name == file).Content.Span);

    public static UploadedFile File(string name, string content) => new(name, Encoding.UTF8.GetBytes(content));

    /// <summary>The valid files with one replaced or added.</summary>
    public static IReadOnlyList<UploadedFile> With(UploadedFile file) => [.. Valid.Where(sent => sent.Name != file.Name), file];

    public static CheckedExtract Check(params IReadOnlyList<UploadedFile> files) => ExtractCheck.Run(Request, files);

    /// <summary>The valid extract with a cell of a file replaced.</summary>
    /// <param name="file">Canonical name.</param>
    /// <param name="record">Data row, the first being 1; 0 for the header.</param>
    /// <param name="column">Column of the contract.</param>
    /// <param name="value">Raw text of the cell.</param>
    public static CheckedExtract CheckWithCell(string file, int record, string column, string value)
    {
        var rows = Text(file).Split('\n').Select(line => line.Split(',')).ToList();
        rows[record][Array.IndexOf(rows[0], column)] = value;
        return Check(With(File(file, string.Join('\n', rows.Select(row => string.Join(',', row))))));
    }

    public static IEnumerable<string> Codes(this CheckedExtract extract) => extract.Problems.Select(problem => problem.Code);
}
