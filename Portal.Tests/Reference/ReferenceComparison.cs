using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Portal.Tests.Reference;

/// <summary>Compares the library's answer with everything a case expects, key by key.</summary>
public static class ReferenceComparison
{
    // The files hold these in per cent, the library in fractions.
    private static readonly HashSet<string> PerCent = ["I2", "I2_lb", "I2_ub", "R2", "weights_pct", "weight_pct"];

    /// <summary>Asserts that the answer is what the case expects and that the driver read everything the case gives.</summary>
    public static void AssertMatches(ReferenceCase reference, JsonObject actual)
    {
        Assert.That(reference.Unread(), Is.Empty, "The driver of this file does not read these, so the answer is to another question.");
        AssertAgrees(reference, actual);
    }

    /// <summary>Asserts that the answer is what the case expects, for tests that use a part of its inputs.</summary>
    public static void AssertAgrees(ReferenceCase reference, JsonObject actual)
    {
        var differences = Differences(reference, reference.Expected, actual, "").ToList();
        ReferenceTally.Count(reference.File, Values(reference, reference.Expected, ""), differences.Count);
        Assert.That(differences, Is.Empty, string.Join(Environment.NewLine, differences));
    }

    public static IEnumerable<string> Differences(ReferenceCase reference, JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject keys:
                return keys.SelectMany(pair =>
                    Member(reference, pair.Key, pair.Value, actual, path.Length == 0 ? pair.Key : $"{path}.{pair.Key}")
                );
            case JsonArray items:
                return actual is JsonArray others && others.Count == items.Count
                    ? items.SelectMany(
                        (item, i) => Differences(reference, item, others[i], string.Create(CultureInfo.InvariantCulture, $"{path}.{i}"))
                    )
                    : [$"{path}: expected a list of {items.Count}, was {actual?.ToJsonString() ?? "null"}"];
            default:
                return Agrees(reference.Tolerances.At(path), path, expected, actual)
                    ? []
                    : [$"{path}: expected {expected?.ToJsonString() ?? "null"}, was {actual?.ToJsonString() ?? "null"}"];
        }
    }

    // How many single values a case expects that the library offers.
    private static int Values(ReferenceCase reference, JsonNode? expected, string path) =>
        expected switch
        {
            JsonObject keys => keys.Sum(pair =>
                (path.Length == 0 ? pair.Key : $"{path}.{pair.Key}") is var at && NotOffered.Contains(reference, at)
                    ? 0
                    : Values(reference, pair.Value, at)
            ),
            JsonArray items => items.Sum(item => Values(reference, item, path)),
            _ => 1,
        };

    private static IEnumerable<string> Member(ReferenceCase reference, string key, JsonNode? expected, JsonNode? actual, string path)
    {
        if (NotOffered.Contains(reference, path))
            return [];
        return actual is JsonObject keys && keys.TryGetPropertyValue(key, out var value)
            ? Differences(reference, expected, value, path)
            : [$"{path}: not answered and not in not-offered.md"];
    }

    private static bool Agrees(ReferenceTolerance tolerance, string path, JsonNode? expected, JsonNode? actual)
    {
        if (expected is null || actual is null)
            return expected is null && actual is null;
        if (expected.GetValueKind() != JsonValueKind.Number)
            return actual.GetValueKind() == expected.GetValueKind() && actual.ToString() == expected.ToString();
        if (actual.GetValueKind() != JsonValueKind.Number)
            return false;
        var unit = path.Split('.').Any(PerCent.Contains) ? 100 : 1;
        var (e, a) = ((double)expected / unit, double.Parse(actual.ToJsonString(), CultureInfo.InvariantCulture));
        return Math.Abs(a - e) <= tolerance.Absolute / unit + tolerance.Relative * Math.Abs(e);
    }
}
