//! The gamma function and its incomplete form.

/// ln Γ(x) for x > 0.
pub(crate) fn log_gamma(x: f64) -> f64 {
    statrs::function::gamma::ln_gamma(x)
}

/// Most terms of a series or fraction; reached only for shapes in the millions.
const MOST_TERMS: u32 = 200_000;

/// Upper regularized incomplete gamma function Q(a, x), a > 0, x ≥ 0.
///
/// Series for x < a + 1, continued fraction by Lentz's method otherwise (DLMF 8.7.1, 8.9.2).
pub(super) fn gamma_upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let front = a * x.ln() - x - log_gamma(a);
    if x < a + 1.0 {
        let mut term = 1.0 / a;
        let mut sum = term;
        for step in 1..MOST_TERMS {
            term *= x / (a + f64::from(step));
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        return (1.0 - sum * front.exp()).clamp(0.0, 1.0);
    }
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for step in 1..MOST_TERMS {
        let step = f64::from(step);
        let numerator = -step * (step - a);
        b += 2.0;
        d = nonzero(numerator * d + b).recip();
        c = nonzero(b + numerator / c);
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    (front + fraction.ln()).exp()
}

/// Keeps Lentz's method from dividing by zero.
pub(super) fn nonzero(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}
