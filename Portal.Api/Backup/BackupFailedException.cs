namespace Portal.Api.Backup;

/// <summary>A backup could not be made, opened or restored; the message says why and what to do, for the person at the terminal.</summary>
public sealed class BackupFailedException : Exception
{
    public BackupFailedException(string message)
        : base(message) { }

    public BackupFailedException(string message, Exception inner)
        : base(message, inner) { }

    public BackupFailedException() { }
}
