using System.Collections.Concurrent;
using System.Globalization;
using NUnit.Framework;

namespace Portal.Tests.Reference;

/// <summary>How many expected values of each file the library matched in this run.</summary>
public static class ReferenceTally
{
    private static readonly ConcurrentDictionary<string, (int Matched, int Of)> ByFile = new(StringComparer.Ordinal);

    /// <param name="file">File that the case is from.</param>
    /// <param name="values">Values that the case expects.</param>
    /// <param name="differences">How many of them did not match; a list of the wrong length or a missing group counts once.</param>
    public static void Count(string file, int values, int differences) =>
        ByFile.AddOrUpdate(
            file,
            _ => (values - Math.Min(values, differences), values),
            (_, sum) => (sum.Matched + values - Math.Min(values, differences), sum.Of + values)
        );

    /// <summary>One line per file, in the order of their names.</summary>
    public static IReadOnlyList<string> Lines() =>
        [
            .. ByFile
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair =>
                    string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value.Matched} of {pair.Value.Of} values match")
                ),
        ];
}

/// <summary>Writes the tally to the file named by PORTAL_REFERENCE_TALLY, for <c>./test reference</c> to print.</summary>
[SetUpFixture]
public sealed class ReferenceReport
{
    [OneTimeTearDown]
    public async Task WriteAsync()
    {
        if (Environment.GetEnvironmentVariable("PORTAL_REFERENCE_TALLY") is { Length: > 0 } file)
            await File.WriteAllLinesAsync(file, ReferenceTally.Lines());
    }
}
