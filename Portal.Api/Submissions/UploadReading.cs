using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Portal.Api.Answers;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>An upload as it arrived.</summary>
public sealed record Upload(SubmissionSource Source, IReadOnlyList<Acknowledgement> Acknowledgements);

/// <summary>Reads the parts of an upload into memory, within the limits and never through a file on disk.</summary>
public static class UploadReading
{
    /// <summary>Largest request body: all files of an extract at their limits, plus some room for the form.</summary>
    public static readonly long LargestBody = 6L * UploadLimits.Default.MaxFileBytes + 1024 * 1024;

    private static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "UPLOAD_MALFORMED",
        "Send multipart/form-data with one part named files per CSV (or one zip or workbook), or JSON with the id of a check. "
            + "Acknowledgements are a JSON list."
    );

    private static readonly Refusal TooLarge = new(
        StatusCodes.Status413PayloadTooLarge,
        "BODY_TOO_LARGE",
        "The upload is larger than an extract may be."
    );

    /// <summary>The body came more slowly than the server waits for.</summary>
    public static readonly Refusal TooSlow = new(
        StatusCodes.Status408RequestTimeout,
        "BODY_TOO_SLOW",
        "The request came too slowly, and the connection was given up. Nothing was stored: send it again over a better connection."
    );

    private static readonly Refusal NoFiles = new(
        StatusCodes.Status400BadRequest,
        "NO_FILES",
        "No file arrived. Send one part named files for each CSV, or one zip or workbook (.xlsx)."
    );

    private static readonly Refusal NotRemovable = new(
        StatusCodes.Status400BadRequest,
        "REMOVE_UNKNOWN",
        $"remove takes {string.Join(", ", SentFiles.Removable.Select(SentFiles.Word))}. "
            + "cases.csv cannot be removed: to take a whole quarter out, withdraw its submission."
    );

    private static readonly Refusal UnknownCoverage = new(
        StatusCodes.Status400BadRequest,
        "COVERAGE_UNKNOWN",
        $"coverage takes one of {string.Join(", ", CoverageKinds.All.Select(SentFiles.Word))} with ALL or QUARTER, "
            + "such as coverage[contacts]=QUARTER."
    );

    private static readonly Refusal UnknownReplacementReason = new(
        StatusCodes.Status400BadRequest,
        "REPLACEMENT_REASON_UNKNOWN",
        $"replacementReason is one of {string.Join(", ", ReplacementReasons.All)}, or absent."
    );

    private sealed record DraftBody(string? Check, IReadOnlyList<Acknowledgement>? Acknowledgements, string? ReplacementReason);

    /// <summary>Buffers forms in memory only: bytes that may hold an identifier must not touch the disk before the file gate.</summary>
    public static void KeepInMemory(FormOptions options)
    {
        options.MemoryBufferThreshold = int.MaxValue;
        options.MultipartBodyLengthLimit = LargestBody;
        options.MultipartHeadersLengthLimit = 16 * 1024;
        options.ValueLengthLimit = 1024 * 1024;
    }

    public static async Task<Answer<Upload>> ReadAsync(HttpRequest request, bool allowDraft, CancellationToken cancellation)
    {
        try
        {
            if (allowDraft && request.HasJsonContentType())
            {
                var body = await request.ReadFromJsonAsync<DraftBody>(cancellation);
                if (
                    body?.Check is not { Length: > 0 and <= 64 } check
                    || !check.All(char.IsAsciiLetterOrDigit)
                    || body.Acknowledgements?.Contains(null!) == true
                )
                    return Malformed;
                return IsReason(body.ReplacementReason)
                    ? new Upload(
                        new SubmissionSource.Draft(check) { ReplacementReason = body.ReplacementReason },
                        body.Acknowledgements ?? []
                    )
                    : UnknownReplacementReason;
            }

            if (!request.HasFormContentType)
                return Malformed;
            var form = await request.ReadFormAsync(cancellation);
            var files = await FilesAsync(form.Files, cancellation);
            if (files.Count == 0)
                return NoFiles;
            var acknowledgements = form["acknowledgements"].ToString() is { Length: > 0 } json
                ? JsonSerializer.Deserialize<List<Acknowledgement>>(json, JsonSerializerOptions.Web) ?? []
                : [];
            if (acknowledgements.Contains(null!))
                return Malformed;
            var replacementReason = form["replacementReason"].ToString() is { Length: > 0 } given ? given : null;
            // remove=risks,scores or one field for each.
            if (SentFiles.Kinds(form["remove"].SelectMany(words => SentFiles.Words(words ?? ""))) is not { } removed)
                return NotRemovable;
            if (CoverageIn(form) is not { } coverage)
                return UnknownCoverage;
            return IsReason(replacementReason)
                ? new Upload(
                    new SubmissionSource.Files(new SentFiles(files) { Removed = removed, Coverage = coverage })
                    {
                        ReplacementReason = replacementReason,
                    },
                    acknowledgements
                )
                : UnknownReplacementReason;
        }
        catch (Exception exception) when (IsOfTheBody(exception))
        {
            return RefusalOf(exception);
        }
    }

    /// <summary>Reads a form, which the request then remembers.</summary>
    /// <returns>Why it cannot be read, or <c>null</c>.</returns>
    public static async Task<Refusal?> FormAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            await request.ReadFormAsync(cancellation);
            return null;
        }
        catch (Exception exception) when (IsOfTheBody(exception))
        {
            return RefusalOf(exception);
        }
    }

    private static bool IsOfTheBody(Exception exception) =>
        exception is InvalidDataException or BadHttpRequestException or JsonException or IOException;

    private static Refusal RefusalOf(Exception exception) =>
        exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => TooSlow,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge,
            InvalidDataException when exception.Message.Contains("length limit", StringComparison.OrdinalIgnoreCase) => TooLarge,
            _ => Malformed,
        };

    // coverage[contacts]=QUARTER
    private static Dictionary<FileKind, Coverage>? CoverageIn(IFormCollection form)
    {
        var answers = new Dictionary<FileKind, Coverage>();
        foreach (var (name, values) in form.Where(field => field.Key.StartsWith("coverage", StringComparison.Ordinal)))
        {
            if (
                !name.StartsWith("coverage[", StringComparison.Ordinal)
                || !name.EndsWith(']')
                || SentFiles.CoveredKind(name["coverage[".Length..^1]) is not { } kind
                || values.Count != 1
                || SentFiles.CoverageOf(values[0]) is not { } coverage
            )
                return null;
            answers[kind] = coverage;
        }
        return answers;
    }

    private static bool IsReason(string? reason) => reason is null || ReplacementReasons.All.Contains(reason);

    /// <summary>The files of a form, in the order in which they were sent.</summary>
    public static async Task<List<UploadedFile>> FilesAsync(IReadOnlyList<IFormFile> parts, CancellationToken cancellation)
    {
        var files = new List<UploadedFile>(parts.Count);
        foreach (var part in parts)
        {
            var bytes = new byte[part.Length];
            await using var stream = part.OpenReadStream();
            await stream.ReadExactlyAsync(bytes, cancellation);
            files.Add(new UploadedFile(part.FileName, bytes));
        }
        return files;
    }
}
