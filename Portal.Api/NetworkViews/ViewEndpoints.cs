using Portal.Analytics.Charts.Drawing;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.NetworkViews;

/// <summary>Further views of one measure over the network, for analysts: internal and audited.</summary>
public static class ViewEndpoints
{
    public static void MapNetworkViews(this RouteGroupBuilder network)
    {
        Map(
            network,
            "funnel",
            ("Funnel", "Mean change of named services by their size, with control limits"),
            NetworkFunnel.ReadAsync,
            funnel => ViewPictures.Funnel(funnel),
            Noted
        );
        Map(
            network,
            "over-time",
            ("OverTime", "Pooled change in each twelve months of a frozen release"),
            NetworkOverTime.ReadAsync,
            years => ViewPictures.OverTime(years),
            Noted
        );
        Map(
            network,
            "equity",
            ("Equity", "Change in each group of families that the release shows"),
            NetworkEquity.ReadAsync,
            equity => ViewPictures.Equity(equity),
            Noted
        );
    }

    private static void Map<T>(
        RouteGroupBuilder network,
        string address,
        (string Name, string Shows) view,
        Func<PortalDatabase, MeasureQuery, CancellationToken, Task<Answer<T>>> read,
        Func<T, DrawnPicture> draw,
        Func<Answer<T>, HttpContext, Answer<T>> noted
    )
    {
        network
            .MapGet(
                "/" + address,
                async ([AsParameters] MeasureQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    noted(await read(database, query, cancellation), context).ToHttp()
            )
            .AuditView()
            .Produces<T>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("ReadNetwork" + view.Name)
            .WithSummary(view.Shows + "; internal, not for publication.");
        network.MapPicture(
            "/charts/network-" + address,
            ("DrawNetwork" + view.Name, view.Shows),
            async ([AsParameters] MeasureQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                noted(await read(database, query, cancellation), context).ToHttp(found => new PictureResult(draw(found))),
            route => route.AuditExport(AuditEvents.PictureDownloaded).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
        );
    }

    /// <summary>Notes for the log what was asked, once it is known that there is an answer.</summary>
    public static Answer<NetworkFunnel> Noted(Answer<NetworkFunnel> answer, HttpContext context)
    {
        if (answer.IsGiven(out var funnel))
        {
            Note(context, funnel.Release, funnel.Measure, funnel.Subscale);
            context.Asks("window", funnel.Window);
        }

        return answer;
    }

    /// <inheritdoc cref="Noted(Answer{NetworkFunnel}, HttpContext)"/>
    public static Answer<NetworkOverTime> Noted(Answer<NetworkOverTime> answer, HttpContext context)
    {
        if (answer.IsGiven(out var years))
            Note(context, years.Release, years.Measure, years.Subscale);
        return answer;
    }

    /// <inheritdoc cref="Noted(Answer{NetworkFunnel}, HttpContext)"/>
    public static Answer<NetworkEquity> Noted(Answer<NetworkEquity> answer, HttpContext context)
    {
        if (answer.IsGiven(out var equity))
        {
            Note(context, equity.Release, equity.Measure, equity.Subscale);
            context.Asks(new Window(equity.From, equity.Before));
        }

        return answer;
    }

    private static void Note(HttpContext context, string release, string measure, string subscale)
    {
        context.Asks("release", release);
        context.Asks("measure", measure);
        context.Asks("subscale", subscale);
    }
}
