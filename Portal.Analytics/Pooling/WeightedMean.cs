using System.Numerics;

namespace Portal.Analytics.Pooling;

/// <summary>The model of one mean, in closed form.</summary>
/// <remarks>
/// Sums for the heaviest study are kept apart from the others: with one dominating weight, differences such as s - w would cancel.
/// </remarks>
internal sealed class WeightedMean
{
    private readonly double _heaviestV;
    private readonly double[] _y;
    private readonly double[] _v;
    private readonly double[] _w;

    /// <param name="y">Effects, centred at that of the heaviest study.</param>
    /// <param name="v">Variances.</param>
    /// <param name="heaviest">Index of the smallest variance.</param>
    public WeightedMean(double[] y, double[] v, int heaviest)
    {
        _heaviestV = v[heaviest];

        // Padding with studies of no weight fills the processor's vectors.
        var length = (v.Length - 1 + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        (_y, _v, _w) = (new double[length], new double[length], new double[length]);
        Array.Fill(_v, double.PositiveInfinity);
        for (int i = 0, place = 0; i < v.Length; i++)
        {
            if (i == heaviest)
                continue;
            (_y[place], _v[place]) = (y[i], v[i]);
            place++;
        }
    }

    /// <summary>The sums at one tau2.</summary>
    public WeightedFit At(double tau2)
    {
        Vector<double> first = default,
            second = default,
            third = default,
            ofEffects = default;
        var between = new Vector<double>(tau2);
        for (var i = 0; i < _v.Length; i += Vector<double>.Count)
        {
            var w = Vector<double>.One / (new Vector<double>(_v, i) + between);
            w.CopyTo(_w, i);
            first += w;
            second += w * w;
            third += w * w * w;
            ofEffects += w * new Vector<double>(_y, i);
        }

        var heaviest = 1 / (_heaviestV + tau2);
        var (others, others2, others3) = (Vector.Sum(first), Vector.Sum(second), Vector.Sum(third));
        var (sumW, sumW2) = (heaviest + others, heaviest * heaviest + others2);
        var mean = Vector.Sum(ofEffects) / sumW;
        Vector<double> wee = default,
            wwee = default;
        var centre = new Vector<double>(mean);
        for (var i = 0; i < _v.Length; i += Vector<double>.Count)
        {
            var w = new Vector<double>(_w, i);
            var e = new Vector<double>(_y, i) - centre;
            wee += w * e * e;
            wwee += w * e * (w * e);
        }

        var (share, own) = (heaviest / sumW, heaviest * mean);
        return new WeightedFit(
            mean,
            sumW,
            sumW2,
            Vector.Sum(wee) + own * mean,
            Vector.Sum(wwee) + own * own,
            others * (1 + share) - others2 / sumW,
            share * share * (others * others + others2) + others2 * (1 + sumW2 / sumW / sumW) - 2 * others3 / sumW,
            Math.Log(sumW)
        );
    }

    /// <summary>tr(PUPU) for P made from weights <paramref name="w"/> and a diagonal U.</summary>
    public static double SquaredTrace(double[] w, double[] u)
    {
        double sumW = 0,
            squares = 0,
            cubes = 0,
            cross = 0;
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
