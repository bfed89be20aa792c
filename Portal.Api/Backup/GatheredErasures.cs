using Portal.Api.Erasure;

namespace Portal.Api.Backup;

/// <summary>
/// The erasures that are known: of the backup, and of every newer copy of the file that somebody has. None is ever taken back, so the
/// newest wins when all are carried out.
/// </summary>
internal sealed record GatheredErasures(IReadOnlyList<ErasureLine> Lines)
{
    /// <param name="copies">Copies of the file <c>erasures</c>, from wherever they are kept.</param>
    /// <exception cref="BackupFailedException">A copy cannot be read, or is of another database.</exception>
    public static GatheredErasures Of(OpenedBackup backup, IReadOnlyList<string> copies)
    {
        var lines = new ErasureFile(backup.StateFolder).Read().ToList();
        foreach (var copy in copies)
        {
            var folder = Directory.CreateTempSubdirectory("portal-erasures-");
            try
            {
                File.Copy(copy, Path.Combine(folder.FullName, "erasures"));
                lines.AddRange(Demand(new ErasureFile(folder.FullName).Read(), backup.Manifest, copy));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new BackupFailedException($"The copy of the erasures {copy} cannot be read.", exception);
            }
            catch (InvalidDataException exception)
            {
                throw new BackupFailedException($"{copy}: {exception.Message}", exception);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        return new GatheredErasures([.. lines.Distinct()]);
    }

    /// <summary>Adds what a state folder's own file does not have.</summary>
    /// <exception cref="BackupFailedException">That file is of another database.</exception>
    public void AddTo(ErasureFile file, BackupManifest manifest) =>
        file.Append([.. Lines.Except(Demand(file.Read(), manifest, "The file erasures in the state folder"))]);

    private static IReadOnlyList<ErasureLine> Demand(IReadOnlyList<ErasureLine> lines, BackupManifest manifest, string which) =>
        lines.All(line => line.Database == manifest.Database)
            ? lines
            : throw new BackupFailedException(
                $"{which} was written for another database than this backup. Name the state folder that belongs to it (PORTAL_STATE)."
            );
}
