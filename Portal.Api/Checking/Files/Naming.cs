using System.Text;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Files;

/// <summary>A file known to be one of the six.</summary>
internal sealed record NamedFile(FileKind Kind, UploadedFile Source);

/// <summary>Tells the six files apart by the word in their names; the name itself is not passed on.</summary>
internal static class Naming
{
    /// <param name="casesStand">Whether cases.csv of this quarter stands, so that it need not be sent again.</param>
    /// <returns>The files in contract order; each kind once.</returns>
    public static IReadOnlyList<NamedFile> Files(
        IReadOnlyList<UploadedFile> files,
        CheckRequest request,
        ProblemLog log,
        bool casesStand = false
    )
    {
        var named = new SortedDictionary<FileKind, NamedFile>();
        var unknown = 0;
        foreach (var file in files)
        {
            var kinds = KindsIn(FileName(file.Name));
            var kind = kinds.Count == 1 ? kinds[0] : (FileKind?)null;
            if (IdentifierScan.FindInName(FileName(file.Name), request.Period, request.Today) is { } identifier)
                log.Add(identifier, kind, "It stands in the name of the file.");
            if (kind is not { } known)
            {
                unknown++;
                // What the portal cannot read need not be renamed.
                if (DocumentForms.Advice(DocumentForms.Of(file.Content)) is { } advice)
                    log.Add(FileRules.Workbook, null, advice);
                else
                    log.Add(FileRules.UnknownName, null);
            }
            else if (!named.TryAdd(known, new NamedFile(known, file)))
                log.Add(FileRules.Repeated, known);
        }
        if (unknown == 0 && !log.GateFailed && !casesStand && !named.ContainsKey(FileKind.Cases))
            log.Add(FileRules.CasesMissing, FileKind.Cases);
        return [.. named.Values];
    }

    /// <summary>Browsers and zips may send a path, with slashes of either kind.</summary>
    public static string FileName(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..];

    private static List<FileKind> KindsIn(string name)
    {
        var end = name.LastIndexOf('.');
        return KindsInWords(end > 0 ? name[..end] : name);
    }

    /// <summary>The kinds whose words stand as whole words in a name without ending.</summary>
    public static List<FileKind> KindsInWords(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
            words.Append(char.IsLetter(letter) ? char.ToLowerInvariant(letter) : ' ');
        var found = words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. ExtractFiles.All.Where(file => found.Contains(Path.GetFileNameWithoutExtension(file.Name))).Select(file => file.Kind)];
    }
}
