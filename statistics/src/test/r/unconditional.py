"""Makes statistics/src/test/resources/estimates/from-scipy.txt. From the root of the project:
python3 statistics/src/test/r/unconditional.py > statistics/src/test/resources/estimates/from-scipy.txt"""
import datetime
import scipy
from scipy.stats import barnard_exact, boschloo_exact

print("# Made by: scipy", scipy.__version__, "on", datetime.date.today())
print("# Command: python3 statistics/src/test/r/unconditional.py > statistics/src/test/resources/estimates/from-scipy.txt")
print("# Tolerance: 1e-6; scipy searches the worst proportion by a random global search.")
for e1, n1, e0, n0 in [(9, 10, 3, 10), (6, 7, 2, 7), (15, 40, 8, 38), (5, 56, 1, 29), (0, 8, 4, 9)]:
    table = [[e1, e0], [n1 - e1, n0 - e0]]
    values = [
        boschloo_exact(table, alternative="greater", n=2048).pvalue,
        boschloo_exact(table, alternative="less", n=2048).pvalue,
        barnard_exact(table, alternative="greater", pooled=True, n=2048).pvalue,
        barnard_exact(table, alternative="less", pooled=True, n=2048).pvalue,
        barnard_exact(table, alternative="two-sided", pooled=True, n=2048).pvalue,
    ]
    print(e1, n1, e0, n0, "=", *[repr(float(v)) for v in values])
