using MathNet.Numerics.LinearAlgebra;
using Portal.Analytics.LinearModels;

namespace Portal.Analytics.MixedModels;

/// <summary>
/// What a random-intercept model needs from the rows, in coordinates that keep its numbers near one: covariates centred,
/// uncorrelated and scaled; the outcome less its least-squares fit, over the residual standard deviation.
/// </summary>
/// <param name="Groups">The services.</param>
/// <param name="Within">Pooled within-service products of the p columns of X (that of ones is 0) and, last, of the outcome.</param>
/// <param name="ToCoefficients">Turns a solution in these coordinates, times the unit, into differences from the origin.</param>
/// <param name="Origin">Least-squares coefficients, in the unit of the input.</param>
/// <param name="Unit">One unit of the outcome here, in the unit of the input.</param>
/// <param name="LogScale">ln |X'X| of the columns as given less that of the columns here.</param>
internal sealed record ServiceSums(
    IReadOnlyList<ServiceSums.Group> Groups,
    Matrix<double> Within,
    Matrix<double> ToCoefficients,
    Vector<double> Origin,
    double Unit,
    double LogScale
)
{
    // Beside a residual variance of one.
    private const double Rounding = 1e-12;

    public int N { get; } = Groups.Sum(group => group.N);

    /// <summary>Number of fixed effects.</summary>
    public int P => Origin.Count;

    public static Estimated<ServiceSums> Of(IReadOnlyList<ServiceProducts> services)
    {
        var whole = ServiceProducts.Merged(services);
        return LinearFit
            .OfProducts(whole)
            .Then(fit =>
                fit.ResidualVariance > 0
                    ? Identified(Rotated(services, whole, fit))
                    : Estimated.Undefined<ServiceSums>(UndefinedBecause.NoVariation)
            );
    }

    /// <summary>Sum of X'WX over the services, outcome included, where W has one weight within a service and one for its mean.</summary>
    public Matrix<double> Form(double within, Func<Group, double> between)
    {
        var form = Within * within;
        foreach (var group in Groups)
        {
            var weight = group.N * between(group);
            for (var i = 0; i <= P; i++)
            {
                for (var j = 0; j <= P; j++)
                    form[i, j] += weight * group.Mean[i] * group.Mean[j];
            }
        }

        return form;
    }

    /// <summary>The same with the outcome replaced by its residuals from <paramref name="solution"/>.</summary>
    public ServiceSums Residuals(Vector<double> solution)
    {
        var rotation = Matrix<double>.Build.DenseIdentity(P + 1);
        rotation.SetRow(P, 0, P, -solution);
        return this with
        {
            Within = rotation * Within * rotation.Transpose(),
            Groups = [.. Groups.Select(group => group with { Mean = rotation * group.Mean })],
        };
    }

    private static ServiceSums Rotated(IReadOnlyList<ServiceProducts> services, CrossProducts whole, LinearFit fit)
    {
        var covariates = whole.Covariates;
        var factored = whole.FactoredCovariates()!;
        var unit = Math.Sqrt(fit.ResidualVariance);
        var scale = PositiveDefinite.InverseOfLower(factored.Lower) * Math.Sqrt(whole.N);
        var rotation = Matrix<double>.Build.Dense(covariates + 1, covariates + 1);
        rotation.SetSubMatrix(0, 0, scale);
        rotation.SetRow(covariates, 0, covariates, -fit.Slopes / unit);
        rotation[covariates, covariates] = 1 / unit;
        var toCoefficients = Matrix<double>.Build.DenseIdentity(covariates + 1);
        toCoefficients.SetSubMatrix(1, 1, scale.Transpose());
        toCoefficients.SetRow(0, 1, covariates, -(scale * fit.CovariateMean));
        var origin = Vector<double>.Build.Dense(covariates + 1, fit.Intercept);
        origin.SetSubVector(1, covariates, fit.Slopes);

        var products = services.Select(service => service.Products.Product).Aggregate((left, right) => left + right);
        var within = Matrix<double>.Build.Dense(covariates + 2, covariates + 2);
        within.SetSubMatrix(1, 1, rotation * products * rotation.Transpose());
        var groups = services.Select(service =>
        {
            var mean = Vector<double>.Build.Dense(covariates + 2, 1);
            mean.SetSubVector(1, covariates + 1, rotation * (service.Products.Mean - whole.Mean));
            return new Group(service.Service, service.Products.N, mean);
        });
        return new ServiceSums([.. groups], within, toCoefficients, origin, unit, factored.LogDeterminant - covariates * Math.Log(whole.N));
    }

    // After the covariates have taken their share, cases within a service must still differ, and so must services.
    private static Estimated<ServiceSums> Identified(ServiceSums sums)
    {
        var (left, used) = (sums.Within.Clone(), 0);
        while (Enumerable.Range(0, sums.P).MaxBy(j => left[j, j]) is var pivot && left[pivot, pivot] > Rounding * sums.N)
        {
            left -= left.Column(pivot).OuterProduct(left.Row(pivot)) / left[pivot, pivot];
            used++;
        }

        var services = sums.Groups.Count;
        if (sums.N - services <= used || services <= sums.P - used)
            return Estimated.Undefined<ServiceSums>(services == 1 ? UndefinedBecause.OneStudy : UndefinedBecause.NotEstimable);
        return left[sums.P, sums.P] > Rounding * sums.N
            ? Estimated.Of(sums)
            : Estimated.Undefined<ServiceSums>(UndefinedBecause.NoVariation);
    }

    /// <summary>One service: its cases and their means, that of the ones first and that of the outcome last.</summary>
    internal sealed record Group(string Service, int N, Vector<double> Mean);
}
