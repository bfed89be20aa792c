using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Workbooks;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Submissions;

/// <summary>The six files as somebody chose them, under their canonical names.</summary>
internal static class NamedUploads
{
    /// <summary>The files that an upload holds, loose or in one zip or workbook; none of what is not one of the six.</summary>
    public static IReadOnlyList<UploadedFile> Of(IReadOnlyList<UploadedFile> uploads, Quarter period, string service)
    {
        var request = new CheckRequest(service, period, MeasureCatalogue.Published, UploadLimits.Default);
        var log = new ProblemLog();
        return
        [
            .. Naming
                .Files(WorkbookExtract.FilesOf(uploads, request, log), request, log, casesStand: true)
                .Select(file => file.Source with { Name = ExtractFiles.Of(file.Kind).Name }),
        ];
    }

    /// <summary>What somebody chose for one file: the file itself, whatever its name, or a zip or workbook that holds it.</summary>
    /// <returns><c>null</c> when a zip or workbook does not hold it.</returns>
    public static UploadedFile? OneOf(UploadedFile upload, FileKind kind, Quarter period, string service)
    {
        var name = ExtractFiles.Of(kind).Name;
        // Zips and workbooks begin alike.
        return upload.Content.Span.StartsWith("PK"u8)
            ? Of([upload], period, service).FirstOrDefault(file => file.Name == name)
            : upload with
            {
                Name = name,
            };
    }
}
