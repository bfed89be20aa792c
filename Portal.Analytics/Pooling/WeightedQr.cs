namespace Portal.Analytics.Pooling;

/// <summary>Householder factorisation of sqrt(W) X in O(k p^2), from which every sum of the weighted model follows.</summary>
/// <remarks>
/// Exchanging rows as well as columns (Powell and Reid) keeps light rows exact beside heavy ones, where normal equations A = X'WX would
/// lose them. M below is I minus the hat matrix; P = sqrt(W) M sqrt(W).
/// </remarks>
internal sealed class WeightedQr
{
    private readonly int _p;
    private readonly int _k;
    private readonly double[] _w;
    private readonly double[][] _r;
    private readonly double[][] _mirrors;
    private readonly double[] _factors;
    private readonly int[] _row;
    private readonly int[] _column;

    /// <param name="columns">p columns of k numbers; at most k of them.</param>
    /// <param name="weights">k weights above 0.</param>
    public WeightedQr(double[][] columns, double[] weights)
    {
        (_p, _k, _w) = (columns.Length, weights.Length, weights);
        _r = [.. columns.Select(column => column.Select((x, i) => Math.Sqrt(weights[i]) * x).ToArray())];
        _mirrors = new double[_p][];
        _factors = new double[_p];
        _row = [.. Enumerable.Range(0, _k)];
        _column = [.. Enumerable.Range(0, _p)];
        for (var step = 0; step < _p; step++)
            Eliminate(step);
    }

    /// <summary>Whether a column is, up to round-off, a combination of the others.</summary>
    /// <param name="columns">Columns of similar size.</param>
    public static bool IsRankDeficient(double[][] columns)
    {
        const double Rounding = 1e-11;
        var factorised = new WeightedQr(columns, [.. columns[0].Select(_ => 1.0)]);
        return Enumerable
            .Range(0, columns.Length)
            .Any(step => !(Math.Abs(factorised._r[step][step]) > Rounding * Math.Sqrt(columns[factorised._column[step]].Sum(x => x * x))));
    }

    /// <summary>The sums of the model of <paramref name="y"/>.</summary>
    public WeightedFit Fit(double[] y)
    {
        var rotated = Rotated(y);
        double wee = 0,
            wwee = 0;
        for (var i = _p; i < _k; i++)
            wee += rotated[i] * rotated[i];
        Array.Clear(rotated, 0, _p);
        RotateBack(rotated);
        for (var i = 0; i < _k; i++)
            wwee += _w[_row[i]] * rotated[i] * rotated[i];
        var logDeterminant = 2 * Enumerable.Range(0, _p).Sum(step => Math.Log(Math.Abs(_r[step][step])));
        var residual = new ResidualMatrix(this);
        return new WeightedFit(0, _w.Sum(), _w.Sum(w => w * w), wee, wwee, residual.Trace(_w), residual.SquaredTrace(_w), logDeterminant);
    }

    /// <summary>Sum of a_i M_ii.</summary>
    public double Trace(double[] a) => new ResidualMatrix(this).Trace(a);

    /// <summary>Sum over i and j of a_i a_j M_ij^2.</summary>
    public double SquaredTrace(double[] a) => new ResidualMatrix(this).SquaredTrace(a);

    /// <summary>Coefficients, and a square root S of their covariance: (X'WX)^-1 = S S'. Rows in the order of the columns given.</summary>
    public (double[] Coefficients, double[][] Root) Solve(double[] y)
    {
        var rotated = Rotated(y);
        var (coefficients, root) = (new double[_p], new double[_p][]);
        for (var i = _p - 1; i >= 0; i--)
        {
            var row = new double[_p];
            var value = rotated[i];
            row[i] = 1;
            for (var j = i + 1; j < _p; j++)
            {
                value -= _r[j][i] * coefficients[_column[j]];
                for (var m = j; m < _p; m++)
                    row[m] -= _r[j][i] * root[_column[j]][m];
            }

            coefficients[_column[i]] = value / _r[i][i];
            root[_column[i]] = [.. row.Select(x => x / _r[i][i])];
        }

        return (coefficients, root);
    }

    /// <summary>b'(X'WX)^-1 b for p numbers <paramref name="b"/>.</summary>
    public double InverseForm(double[] b)
    {
        var z = new double[_p];
        for (var i = 0; i < _p; i++)
        {
            var value = b[_column[i]];
            for (var j = 0; j < i; j++)
                value -= _r[i][j] * z[j];
            z[i] = value / _r[i][i];
        }

        return Squares(z, 0);
    }

    private void Eliminate(int step)
    {
        var largest = Enumerable.Range(step, _p - step).MaxBy(j => Squares(_r[j], step));
        (_r[step], _r[largest]) = (_r[largest], _r[step]);
        (_column[step], _column[largest]) = (_column[largest], _column[step]);
        var column = _r[step];
        var heaviest = step;
        for (var i = step + 1; i < _k; i++)
        {
            if (Math.Abs(column[i]) > Math.Abs(column[heaviest]))
                heaviest = i;
        }

        foreach (var array in _r.Concat(_mirrors.Take(step)))
            (array[step], array[heaviest]) = (array[heaviest], array[step]);
        (_row[step], _row[heaviest]) = (_row[heaviest], _row[step]);

        var norm = Math.Sqrt(Squares(column, step));
        var mirror = new double[_k];
        Array.Copy(column, step, mirror, step, _k - step);
        var diagonal = column[step] > 0 ? -norm : norm;
        mirror[step] -= diagonal;
        (_mirrors[step], _factors[step]) = (mirror, 1 / (norm * Math.Abs(mirror[step])));
        for (var j = step + 1; j < _p; j++)
            Reflect(_r[j], step);
        column[step] = diagonal;
    }

    private static double Squares(double[] column, int from)
    {
        var sum = 0.0;
        for (var i = from; i < column.Length; i++)
            sum += column[i] * column[i];
        return sum;
    }

    private void Reflect(double[] column, int step)
    {
        var mirror = _mirrors[step];
        var dot = 0.0;
        for (var i = step; i < _k; i++)
            dot += mirror[i] * column[i];
        dot *= _factors[step];
        for (var i = step; i < _k; i++)
            column[i] -= dot * mirror[i];
    }

    private double[] Rotated(double[] y)
    {
        var column = new double[_k];
        for (var i = 0; i < _k; i++)
            column[i] = Math.Sqrt(_w[_row[i]]) * y[_row[i]];
        Rotate(column);
        return column;
    }

    private void Rotate(double[] column)
    {
        for (var step = 0; step < _p; step++)
            Reflect(column, step);
    }

    private void RotateBack(double[] column)
    {
        for (var step = _p - 1; step >= 0; step--)
            Reflect(column, step);
    }

    /// <summary>M, of which only the diagonal and the columns of rows that dominate a coefficient are ever computed.</summary>
    private sealed class ResidualMatrix
    {
        private readonly WeightedQr _qr;
        private readonly double[][] _q;
        private readonly double[] _diagonal;
        private readonly Dictionary<int, double[]> _dominating = [];

        public ResidualMatrix(WeightedQr qr)
        {
            _qr = qr;
            _q = new double[qr._p][];
            _diagonal = new double[qr._k];
            Array.Fill(_diagonal, 1);
            for (var j = 0; j < _q.Length; j++)
            {
                _q[j] = Unit(j);
                qr.RotateBack(_q[j]);
                for (var i = 0; i < _diagonal.Length; i++)
                    _diagonal[i] -= _q[j][i] * _q[j][i];
            }

            // One minus a leverage near 1 cancels. At most 2p rows have a leverage above a half; theirs comes from the residual space
            // itself.
            for (var i = 0; i < qr._k; i++)
            {
                if (_diagonal[i] >= 0.5)
                    continue;
                var column = Unit(i);
                qr.Rotate(column);
                Array.Clear(column, 0, qr._p);
                _diagonal[i] = Squares(column, 0);
                qr.RotateBack(column);
                _dominating[i] = column;
            }
        }

        public double Trace(double[] a)
        {
            var sum = 0.0;
            for (var i = 0; i < _diagonal.Length; i++)
                sum += a[_qr._row[i]] * _diagonal[i];
            return sum;
        }

        public double SquaredTrace(double[] a)
        {
            var inner = Inner(a);
            var sum = 0.0;
            for (var i = 0; i < _diagonal.Length; i++)
                sum += a[_qr._row[i]] * (_dominating.TryGetValue(i, out var column) ? OverColumn(a, column) : OverRow(a, inner, i));
            return sum;
        }

        private double[] Unit(int place)
        {
            var column = new double[_qr._k];
            column[place] = 1;
            return column;
        }

        // Sum of a_j q_j q_j', a p x p matrix.
        private double[,] Inner(double[] a)
        {
            var inner = new double[_q.Length, _q.Length];
            for (var j = 0; j < _q.Length; j++)
            {
                for (var m = 0; m <= j; m++)
                {
                    var sum = 0.0;
                    for (var i = 0; i < a.Length; i++)
                        sum += a[_qr._row[i]] * _q[j][i] * _q[m][i];
                    (inner[j, m], inner[m, j]) = (sum, sum);
                }
            }

            return inner;
        }

        private double OverColumn(double[] a, double[] column)
        {
            var sum = 0.0;
            for (var j = 0; j < column.Length; j++)
                sum += a[_qr._row[j]] * column[j] * column[j];
            return sum;
        }

        private double OverRow(double[] a, double[,] inner, int i)
        {
            var (own, leverage, all) = (a[_qr._row[i]], 1 - _diagonal[i], 0.0);
            for (var j = 0; j < _q.Length; j++)
            {
                for (var m = 0; m < _q.Length; m++)
                    all += _q[j][i] * inner[j, m] * _q[m][i];
            }

            return own * _diagonal[i] * _diagonal[i] + all - own * leverage * leverage;
        }
    }
}
