using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Api.Database;

/// <summary>One SQL file of the migrations folder.</summary>
/// <param name="FileName">A migration is NNNN_verb_noun.sql. A view may
/// have any name; views are created in the order of their names.</param>
/// <param name="Text">The SQL.</param>
public sealed partial record MigrationScript(string FileName, string Text)
{
    private const string NoTransaction = "-- no-transaction";

    /// <summary>The number in the file name, or null when the name has another form.</summary>
    public int? Number => NumberedName().IsMatch(FileName) ? int.Parse(FileName.AsSpan(0, 4), CultureInfo.InvariantCulture) : null;

    /// <summary>
    /// True for a file whose first line asks to run outside a transaction (CREATE INDEX CONCURRENTLY and the like); it holds one statement.
    /// </summary>
    public bool RunsAlone => Normalised.StartsWith(NoTransaction, StringComparison.Ordinal);

    /// <summary>
    /// SHA-256 in lower-case hex over the text with LF line ends, so that a checkout on any system gives the same checksum.
    /// </summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Normalised)));

    private string Normalised => Text.TrimStart('\uFEFF').ReplaceLineEndings("\n");

    [GeneratedRegex("^[0-9]{4}(_[a-z0-9]+){2,}[.]sql$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex NumberedName();
}

/// <summary>Everything that makes up the schema: numbered files that run once, and views that are created again when they change.</summary>
public sealed record MigrationSet(IReadOnlyList<MigrationScript> Migrations, IReadOnlyList<MigrationScript> Views)
{
    private const string Folder = "migrations/";
    private const string ViewFolder = "migrations/views/";

    /// <summary>The files in this build.</summary>
    public static MigrationSet OfThisBuild()
    {
        var assembly = typeof(MigrationSet).Assembly;
        var names = assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToLookup(name => name.StartsWith(ViewFolder, StringComparison.Ordinal));
        return new MigrationSet(
            [.. names[false].Select(name => Read(assembly, name, Folder))],
            [.. names[true].Select(name => Read(assembly, name, ViewFolder))]
        );
    }

    private static MigrationScript Read(Assembly assembly, string name, string folder)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return new MigrationScript(name[folder.Length..], reader.ReadToEnd());
    }
}
