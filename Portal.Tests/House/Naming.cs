using System.Text.RegularExpressions;

namespace Portal.Tests.House;

/// <summary>Which names say nothing about what a thing is for.</summary>
internal static partial class Naming
{
    private static readonly string[] EmptyParts = ["Helper", "Util", "Manager", "Processor"];
    private static readonly string[] EmptyWords = ["Common", "Base", "Data", "Info"];

    // Terms of the field, as in "common-effect model", and the catch that Util is also the start of utilisation.
    private static readonly string[] Terms = ["CommonEffect", "Utilis"];

    // Named after a model of pooling by the field itself, beside Random.
    private static readonly string[] WholeTerms = ["Common"];

    public static bool IsEmpty(string name)
    {
        if (WholeTerms.Contains(name))
            return false;
        foreach (var term in Terms)
            name = name.Replace(term, "", StringComparison.Ordinal);
        return EmptyParts.Any(part => name.Contains(part, StringComparison.Ordinal))
            || Words().Matches(name).Any(word => EmptyWords.Contains(word.Value));
    }

    /// <summary>Whether a .NET developer would take a class of this name for a test fixture.</summary>
    public static bool SoundsLikeTests(string name) => name.EndsWith("Tests", StringComparison.Ordinal);

    [GeneratedRegex("[A-Z][a-z0-9]*|[a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
