"""Makes distributions.json: values of distributions to 40 digits, by mpmath. Needed only to add a row."""
import json
from mpmath import mp, mpf, loggamma, beta, log, gammainc, betainc, ncdf, erfinv, findroot, sqrt, mpmathify

mp.dps = 40

def tail_t(t, df):
    t, df = mpf(t), mpf(df)
    half = betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2
    return half if t >= 0 else 1 - half

def upper_normal(q):
    return sqrt(mpf(2)) * erfinv(1 - 2 * mpf(q))

def upper_t(q, df):
    low, high = mpf(0), mpf(1)
    while tail_t(high, df) > q:
        high *= 2
    for _ in range(150):
        middle = (low + high) / 2
        low, high = (middle, high) if tail_t(middle, df) > q else (low, middle)
    return low

FUNCTIONS = {
    "logGamma": (lambda x: loggamma(mpf(x)), [[0.001], [0.5], [1.5], [3.7], [14.9], [15], [100.25], [1e6]]),
    "logBeta": (lambda a, b: log(beta(mpf(a), mpf(b))), [[0.5, 0.5], [3, 4], [20, 0.5], [0.5, 5e4], [1e6, 0.5], [30, 40]]),
    "gammaTail": (lambda a, x: gammainc(mpf(a), mpf(x), regularized=True), [[0.5, 0.1], [0.5, 2], [0.5, 300], [3, 2.5], [10, 30], [50, 45], [250, 300]]),
    "gammaCdf": (lambda a, x: gammainc(mpf(a), 0, mpf(x), regularized=True), [[0.5, 1e-8], [0.5, 0.1], [3, 0.01], [10, 3], [50, 60], [250, 200]]),
    "betaCdf": (lambda x, a, b: betainc(mpf(a), mpf(b), 0, mpf(x), regularized=True), [[0.5, 0.5, 0.5], [0.1, 2, 3], [0.9, 2, 3], [0.01, 10, 0.5], [0.999, 40, 0.5], [0.3, 150, 300], [1e-5, 0.5, 20]]),
    "normalCdf": (lambda x: ncdf(mpf(x)), [[-30], [-6], [-1.96], [-0.1], [0], [0.5], [1.96], [5]]),
    "normalTail": (lambda x: ncdf(-mpf(x)), [[-2], [-1e-5], [1e-5], [1], [1.6448536269514722], [3], [8], [25]]),
    "normalQuantile": (lambda p: -upper_normal(p), [[1e-15], [0.001], [0.025], [0.4], [0.51], [0.975], [0.995], [0.9999]]),
    "normalUpperQuantile": (lambda q: upper_normal(q), [[1e-25], [1e-9], [0.0075], [0.025], [0.2], [0.49], [0.9]]),
    "studentTTail": (tail_t, [[0.5, 1], [2, 1], [1e6, 1], [2.5, 3.7], [-1.2, 5], [4, 17.776], [3, 200], [2, 1e5], [6, 1e6]]),
    "studentTUpperQuantile": (upper_t, [[0.025, 1], [0.025, 2], [0.025, 5], [0.025, 17.776467], [0.025, 1000], [1e-12, 4], [0.0075, 19], [0.4, 3], [0.025, 1e6]]),
    "chiSquareTail": (lambda x, df: gammainc(mpf(df) / 2, mpf(x) / 2, regularized=True), [[3.841458820694124, 1], [10.827566170662733, 1], [0.001, 1], [5.99, 2], [20, 3], [300, 4], [110, 100]]),
}
values = {
    name: [[*given, float(function(*given))] for given in rows]
    for name, (function, rows) in FUNCTIONS.items()
}
print(json.dumps({"source": "mpmath, 40 digits; made by distributions.py. The last number of a row is the value.", "values": values}, indent=2))
