using System.Text.Json.Serialization;
using Portal.Api.Answers;

namespace Portal.Api.Extracts;

/// <summary>What a file says of the cases that it speaks for. Some systems can only export what is new.</summary>
[JsonConverter(typeof(CodeText<Coverage>))]
public enum Coverage
{
    /// <summary>Everything so far.</summary>
    All,

    /// <summary>Only what is new in the quarter; what earlier quarters said still counts.</summary>
    Quarter,
}

/// <summary>The files of which it can be said: feedback and activity are of the quarter alone.</summary>
public static class CoverageKinds
{
    public static readonly IReadOnlyList<FileKind> All = [FileKind.Risks, FileKind.Scores, FileKind.Contacts];
}
