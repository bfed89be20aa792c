using Portal.Analytics;

namespace Portal.Api.Answers;

/// <summary>Moves figures into an answer and lists why a figure is undefined.</summary>
public static class Undefinedness
{
    /// <summary>The figure; or <c>null</c>, with the reason's code stored under <paramref name="name"/>.</summary>
    public static double? Read(this IDictionary<string, string> reasons, string name, Estimated<double> figure)
    {
        if (figure.WhyUndefined is { } why)
            reasons[name] = Codes.Of(why);
        return figure.ValueOrNull();
    }
}
