namespace Portal.Analytics.LinearModels;

/// <summary>Cross-products of the rows of one service.</summary>
/// <param name="Service">Names the service.</param>
/// <param name="Products">Its covariates and outcome.</param>
public sealed record ServiceProducts(string Service, CrossProducts Products)
{
    /// <summary>Forms the cross-products of each service, in the order in which services first appear.</summary>
    /// <param name="rows">Complete rows.</param>
    /// <exception cref="ArgumentException">The numbers of covariates differ within a service.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static IReadOnlyList<ServiceProducts> OfRows(IEnumerable<ModelRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return
        [
            .. rows.GroupBy(row => row.Service).Select(service => new ServiceProducts(service.Key, CrossProducts.OfRows([.. service]))),
        ];
    }

    internal static CrossProducts Merged(IEnumerable<ServiceProducts> services) =>
        services.Select(service => service.Products).Aggregate((whole, part) => whole.Merge(part));
}
