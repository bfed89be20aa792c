using System.Globalization;

namespace Portal.Api.Extracts.Rules;

/// <summary>The questions asked of every row of feedback.csv.</summary>
public static class FeedbackTests
{
    public static readonly IReadOnlyList<RowTest<FeedbackRow>> All =
    [
        new(
            ValueRules.NotAllowed,
            "item",
            ["form"],
            (row, _) => row.Item == row.Form || row.Item.StartsWith(row.Form + "_", StringComparison.Ordinal),
            row => row.Item
        ),
        new(
            ValueRules.OutOfRange,
            "value",
            ["form"],
            (row, _) => row.Value >= 1 && row.Value <= Highest(row.Form),
            row => row.Value.ToString(CultureInfo.InvariantCulture)
        ),
    ];

    /// <summary>Highest answer of a form's items; the lowest is 1 throughout.</summary>
    public static int Highest(string form) =>
        form switch
        {
            "ESQ" => 3,
            "POEM" => 4,
            "LOCAL" => 5,
            _ => 6,
        };
}
