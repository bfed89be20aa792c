using Portal.Api.Access;

namespace Portal.Web.Pages.Visitors;

/// <summary>Who is looking at a page, and the services whose pages they may open.</summary>
/// <param name="Caller">The person, or <c>null</c> when nobody is signed in.</param>
/// <param name="Services">The person's own services, by name.</param>
public sealed record Visitor(Caller? Caller, IReadOnlyList<Service> Services)
{
    public static readonly Visitor Nobody = new(null, []);

    public bool IsMember => Caller is { IsMember: true };

    public bool IsAdministrator => Caller is { IsAdministrator: true };

    public bool IsAnalyst => Caller is { IsAnalyst: true };

    public bool IsReader => Caller is { IsReader: true };

    /// <summary>The visitor that <see cref="VisitorFilter"/> found; on pages without the filter, the person with no services.</summary>
    public static Visitor Of(HttpContext context) =>
        (Visitor?)context.Items[typeof(Visitor)]
        ?? (context.User.Identity is { IsAuthenticated: true } ? new Visitor(Caller.Of(context.User), []) : Nobody);
}
