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
    // All six have one or two of the same columns.
    private const int FewestColumns = 4;

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
            var byColumns = kinds.Count == 0 ? ToldByColumns(file.Content, request) : null;
            var kind = kinds.Count == 1 ? kinds[0] : byColumns;
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
            else if (byColumns is not null)
                log.Add(FileRules.ToldByColumns, known);
        }
        if (unknown == 0 && !log.GateFailed && !casesStand && !named.ContainsKey(FileKind.Cases))
            log.Add(FileRules.CasesMissing, FileKind.Cases);
        return [.. named.Values];
    }

    /// <summary>The one of the six whose columns a text has, whatever its name; <c>null</c> when that is not certain.</summary>
    public static FileKind? ToldByColumns(ReadOnlyMemory<byte> content, CheckRequest request)
    {
        if (
            content.Length > request.Limits.MaxFileBytes
            || ContentKind.Refuse(content) is not null
            || Decoding.Text(FileKind.Cases, content, new ProblemLog()) is not { } text
        )
            return null;
        var found = ExtractFiles
            .All.Select(file => Dialect.FirstRow(file.Kind, TitleLines.PassedOver(file.Kind, text, request.Mapping), request.Mapping))
            .OrderByDescending(header => header.Recognised)
            .ToList();
        return found[0].Recognised >= FewestColumns && found[0].Recognised > found[1].Recognised ? found[0].File.Kind : null;
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
