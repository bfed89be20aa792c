namespace Portal.Api.Submissions;

/// <summary>Checks an extract: bytes in, report out; no database and no clock.</summary>
public static class ExtractCheck
{
    /// <summary>Reads and checks the files of one extract; nothing that a sender can send throws.</summary>
    public static CheckedExtract Run(CheckRequest request, IReadOnlyList<UploadedFile> files) => throw new NotSupportedException();
}
