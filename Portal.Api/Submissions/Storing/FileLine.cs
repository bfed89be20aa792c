using Portal.Api.Checking;

namespace Portal.Api.Submissions.Storing;

/// <summary>A file as reports and receipts show it.</summary>
public sealed record FileLine(string Name, string Sha256, int Rows, string Encoding, string Delimiter)
{
    public static FileLine Of(CheckedFile file) => new(file.Name, file.Sha256, file.Rows, file.Encoding, file.Delimiter);
}

/// <summary>A warning that was accepted, with the reason given.</summary>
public sealed record AcceptedWarning(string Code, string? File, string? Column, string Message, int Count, string Reason);
