"""Expected values of BayesianPoolingTests: the normal-normal model with a half-normal prior of tau, by quadrature in mpmath.

Run: python3 bayesian_pooling.py (needs mpmath). Formulas: docs/statistics.md, "Few services".
"""

from mpmath import erf, exp, findroot, inf, mp, mpf, quad, sqrt

mp.dps = 25

CASES = {
    "three services": ([2.1, 4.0, 3.2], [0.5, 0.8, 0.3], 2.0),
    "four that agree": ([1.0, 1.1, 0.9, 1.05], [0.2, 0.25, 0.3, 0.15], 1.0),
    "two that do not": ([0.2, 3.4], [0.04, 0.09], 0.5),
    "small prior": ([-1.0, 0.5, 2.0], [1.0, 1.0, 1.0], 0.05),
    "wide prior, precise services": ([10.0, 10.2, 9.9], [1e-4, 2e-4, 1e-4], 5.0),
}


def phi(x, mean, variance):
    return (1 + erf((x - mean) / sqrt(2 * variance))) / 2


def solve(effects, variances, scale):
    y, v, s = [mpf(str(e)) for e in effects], [mpf(str(e)) for e in variances], mpf(str(scale))

    def fit(tau):
        w = [1 / (one + tau**2) for one in v]
        total = sum(w)
        mean = sum(a * b for a, b in zip(w, y)) / total
        return total, mean, sum(a * (b - mean) ** 2 for a, b in zip(w, y)), w

    def density(tau):
        total, _, q, w = fit(tau)
        product = mpf(1)
        for one in w:
            product *= sqrt(one)
        return exp(-(tau**2) / (2 * s**2) - q / 2) * product / sqrt(total)

    small = sqrt(min(v))
    ends = sorted({mpf(0), *(small * 2**p for p in range(-3, 6)), *(s * p / 2 for p in range(1, 20)), s * 14})

    def over(f):
        return quad(lambda tau: density(tau) * f(tau), ends)

    norm = over(lambda tau: mpf(1))
    mean = over(lambda tau: fit(tau)[1]) / norm
    variance = over(lambda tau: 1 / fit(tau)[0] + (fit(tau)[1] - mean) ** 2) / norm

    def quantile(p, further):
        below = lambda x: over(lambda tau: phi(x, fit(tau)[1], 1 / fit(tau)[0] + further(tau))) / norm - p
        half = sqrt(variance) * 2
        return findroot(below, (mean - half if p < 0.5 else mean + half, mean + (half if p > 0.5 else -half) * mpf("1.3")), tol=1e-14)

    def tau_quantile(p):
        low, high = mpf(0), ends[-1]
        for _ in range(44):
            middle = (low + high) / 2
            inside = [e for e in ends if e < middle] + [middle]
            if quad(density, inside) / norm < p:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    none, own = (lambda tau: mpf(0)), (lambda tau: tau**2)
    tails = (mpf("0.025"), mpf("0.975"))
    return [
        mean,
        sqrt(variance),
        *(quantile(p, none) for p in tails),
        tau_quantile(mpf("0.5")),
        *(tau_quantile(p) for p in tails),
        *(quantile(p, own) for p in tails),
    ]


for name, case in CASES.items():
    print(name, ", ".join(mp.nstr(figure, 10) for figure in solve(*case)), flush=True)
