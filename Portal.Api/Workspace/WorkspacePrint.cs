using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Moments;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Releases.Making;

namespace Portal.Api.Workspace;

/// <summary>Figures as the workspace prints them.</summary>
/// <remarks>
/// Source: docs/disclosure.md, "The workspace", rule 4. A model runs on exact moments. At full precision its results are equations, and
/// with the printed means of the services in it, a search over whole scores solves them. With three digits they have too many solutions.
/// </remarks>
public static class WorkspacePrint
{
    /// <summary>Digits of every figure of a model.</summary>
    public const int Digits = 3;

    /// <summary>The mark on every page and file.</summary>
    public const string Mark = "Internal, not for publication";

    /// <summary>The policy by which the workspace counts and prints.</summary>
    public static DisclosurePolicy Policy => DisclosurePolicy.Sdc2;

    /// <summary>A number of families, to the nearest 5.</summary>
    public static int Families(int families) => Policy.Round(families);

    /// <summary>The mean change of one service, or of one band, as a release prints a mean; positive is better.</summary>
    public static ReleasedMean? Mean(Measure measure, FrozenPairs frozen)
    {
        var change = frozen.Pairs.Change;
        return Means
            .Protect(
                new MeanSample(
                    change.N == 0 ? change : new SampleMoments(change.N, (measure.Sign ?? 1) * change.Mean, change.M2),
                    frozen.MostFrequent,
                    measure.Step < 1 ? ScaleKind.ItemMean : ScaleKind.Points
                ),
                Policy
            )
            .Released.ValueOrNull;
    }

    /// <summary>A figure with three digits.</summary>
    public static double Figure(double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return value;
        return double.Parse(value.ToString("G" + Digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>A figure with three digits, or none.</summary>
    public static double? Figure(double? value) => value is { } known ? Figure(known) : null;

    /// <summary>A part of an answer with three digits in each of its figures; whole numbers stay.</summary>
    public static T Figures<T>(T line)
        where T : class
    {
        var node = JsonSerializer.SerializeToNode(line, PortalJson.Options);
        return Rounded(node).Deserialize<T>(PortalJson.Options)!;
    }

    private static JsonNode? Rounded(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(members.Select(one => KeyValuePair.Create(one.Key, Rounded(one.Value)))),
            JsonArray items => new JsonArray([.. items.Select(Rounded)]),
            JsonValue value when value.TryGetValue<double>(out var figure) && !value.TryGetValue<int>(out _) => Figure(figure),
            _ => node?.DeepClone(),
        };
}
