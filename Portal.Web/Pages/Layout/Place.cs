namespace Portal.Web.Pages.Layout;

/// <summary>One of the few places of the navigation, with the pages that its tabs lead to.</summary>
/// <param name="Tabs">Shown when there are several.</param>
public sealed record Place(string Name, string Address, IReadOnlyList<Section> Tabs)
{
    public const string OurFigures = "Our figures";

    /// <summary>A place that is one page.</summary>
    public static Place Alone(string name, string address) => new(name, address, [new Section(name, address)]);

    public bool Holds(string? section) => Tabs.Any(tab => tab.Name == section);
}
