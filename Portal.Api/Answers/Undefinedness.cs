using Portal.Analytics;

namespace Portal.Api.Answers;

/// <summary>Reads figures into an answer that names what is undefined.</summary>
public static class Undefinedness
{
    /// <summary>The figure, or <c>null</c> with its code under <paramref name="name"/>.</summary>
    public static double? Read(this IDictionary<string, string> reasons, string name, Estimated<double> figure)
    {
        if (figure.WhyUndefined is { } why)
            reasons[name] = Codes.Of(why);
        return figure.ValueOrNull();
    }
}
