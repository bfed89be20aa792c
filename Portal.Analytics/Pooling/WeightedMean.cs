namespace Portal.Analytics.Pooling;

/// <summary>The model of one mean, in closed form and without memory of its own.</summary>
/// <remarks>
/// <c>heaviest</c> is the place of the largest weight: s - w would cancel for the one dominating weight, so the others are summed apart.
/// </remarks>
internal static class WeightedMean
{
    public static WeightedFit At(double[] y, double[] v, double tau2, int heaviest)
    {
        double othersW = 0, othersW2 = 0, sumWy = 0;
        for (var i = 0; i < v.Length; i++)
        {
            var w = 1 / (v[i] + tau2);
            sumWy += w * y[i];
            if (i == heaviest)
                continue;
            othersW += w;
            othersW2 += w * w;
        }

        var largest = 1 / (v[heaviest] + tau2);
        var (sumW, sumW2, mean) = (largest + othersW, largest * largest + othersW2, sumWy / (largest + othersW));
        double wee = 0, wwee = 0, traceP = 0, tracePP = 0;
        for (var i = 0; i < v.Length; i++)
        {
            var w = 1 / (v[i] + tau2);
            var rest = i == heaviest ? othersW : sumW - w;
            var rest2 = i == heaviest ? othersW2 : sumW2 - w * w;
            var share = w / sumW;
            var we = w * (y[i] - mean);
            wee += we * (y[i] - mean);
            wwee += we * we;
            traceP += share * rest;
            tracePP += share * share * (rest * rest + rest2);
        }

        return new WeightedFit(mean, sumW, sumW2, wee, wwee, traceP, tracePP, Math.Log(sumW));
    }

    /// <summary>tr(PUPU) for P made from weights <paramref name="w"/> and a diagonal U.</summary>
    public static double SquaredTrace(double[] w, double[] u)
    {
        double sumW = 0, squares = 0, cubes = 0, cross = 0;
        for (var i = 0; i < w.Length; i++)
        {
            var wu = w[i] * u[i];
            sumW += w[i];
            squares += wu * wu;
            cubes += w[i] * wu * wu;
            cross += w[i] * wu;
        }

        var mean = cross / sumW;
        return squares - 2 * cubes / sumW + mean * mean;
    }
}
