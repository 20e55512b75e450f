"""Makes statistics/src/test/resources/estimates/from-scipy.txt. From the root of the project:
python3 statistics/src/test/r/unconditional.py > statistics/src/test/resources/estimates/from-scipy.txt"""
import datetime
import scipy
import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import barnard_exact, binom, boschloo_exact


def two_sided(e1, n1, e0, n0):
    """Barnard's two-sided p, where scipy loses the mirrored table to rounding: tables counted here."""
    x, y = np.meshgrid(np.arange(n1 + 1), np.arange(n0 + 1), indexing="ij")
    share = (x + y) / (n1 + n0)
    variance = share * (1 - share) * (1 / n1 + 1 / n0)
    z = np.abs(np.divide(x / n1 - y / n0, np.sqrt(variance), out=np.zeros(x.shape), where=variance > 0))
    extreme = z >= z[e1, e0] - 1e-9

    def p(pi):
        return float((np.outer(binom.pmf(np.arange(n1 + 1), n1, pi), binom.pmf(np.arange(n0 + 1), n0, pi))[extreme]).sum())

    at = np.linspace(0, 1, 2001)
    best = max(at, key=p)
    found = minimize_scalar(lambda pi: -p(pi), bounds=(best - 1e-3, best + 1e-3), method="bounded", options={"xatol": 1e-12})
    return max(-found.fun, p(best))


print("# Made by: scipy", scipy.__version__, "on", datetime.date.today())
print("# Command: python3 statistics/src/test/r/unconditional.py > statistics/src/test/resources/estimates/from-scipy.txt")
print("# Tolerance: 1e-6; scipy searches the worst proportion by a random global search. Arms of different size only:")
print("# where two tables have the same z, scipy loses one of them to rounding.")
for e1, n1, e0, n0 in [(9, 11, 3, 10), (6, 8, 2, 7), (15, 40, 8, 38), (5, 56, 1, 29), (0, 8, 4, 9)]:
    table = [[e1, e0], [n1 - e1, n0 - e0]]
    values = [
        boschloo_exact(table, alternative="greater", n=2048).pvalue,
        boschloo_exact(table, alternative="less", n=2048).pvalue,
        barnard_exact(table, alternative="greater", pooled=True, n=2048).pvalue,
        barnard_exact(table, alternative="less", pooled=True, n=2048).pvalue,
        two_sided(e1, n1, e0, n0),
    ]
    print(e1, n1, e0, n0, "=", *[repr(float(v)) for v in values])
