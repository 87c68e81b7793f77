//! The noncentral t distribution, which the interval of an effect size rests on.

use crate::stats::distribution::gamma::log_gamma;
use crate::stats::distribution::normal::normal_lower;

/// Nodes and weights of the 16-point Gauss-Legendre rule on (0, 1) by symmetry: (distance from the middle, weight).
const RULE: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_89),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_095),
];

/// Panels of the integral.
const PANELS: u32 = 48;

/// P(T ≤ t) for noncentral t with `degrees` ≥ 1 and the noncentrality `delta`.
///
/// T = (Z + δ) / S with S = √(χ²/ν), so P = ∫ Φ(t s − δ) f(s) ds. The integral is taken over the range that holds all of
/// S but 10⁻¹⁵; it is right to about 10⁻¹² for every δ, also where the series of Lenth (1989, AS 243) underflows
/// (|δ| > 37).
pub fn noncentral_t_lower(t: f64, degrees: f64, delta: f64) -> f64 {
    let half = degrees / 2.0;
    let constant = std::f64::consts::LN_2 + half * half.ln() - log_gamma(half);
    let density = |s: f64| (constant + (degrees - 1.0) * s.ln() - half * s * s).exp();
    let width = 9.0 / (2.0 * degrees).sqrt();
    let (low, high) = ((1.0 - width).max(0.0), 1.0 + width);
    let step = (high - low) / f64::from(PANELS);
    let mut sum = 0.0;
    for panel in 0..PANELS {
        let middle = low + (f64::from(panel) + 0.5) * step;
        for (distance, weight) in RULE {
            for s in [middle - distance * step / 2.0, middle + distance * step / 2.0] {
                if s > 0.0 {
                    sum += weight * step / 2.0 * density(s) * normal_lower(t * s - delta);
                }
            }
        }
    }
    sum.clamp(0.0, 1.0)
}

/// The noncentralities between which an observed `t` lies with the given confidence (Steiger and Fouladi 1997):
/// P(T ≤ t | upper) = (1 − confidence)/2 and P(T ≤ t | lower) = (1 + confidence)/2.
pub fn noncentrality_interval(t: f64, degrees: f64, confidence: f64) -> (f64, f64) {
    let tail = (1.0 - confidence) / 2.0;
    (noncentrality(t, degrees, 1.0 - tail), noncentrality(t, degrees, tail))
}

/// The δ at which P(T ≤ t) has a value; the probability falls as δ grows.
fn noncentrality(t: f64, degrees: f64, probability: f64) -> f64 {
    let spread = (1.0 + t * t / (2.0 * degrees)).sqrt();
    let (mut low, mut high) = (t - 4.0 * spread, t + 4.0 * spread);
    let gap = |delta: f64| noncentral_t_lower(t, degrees, delta) - probability;
    while gap(low) < 0.0 {
        low -= 4.0 * spread;
    }
    while gap(high) > 0.0 {
        high += 4.0 * spread;
    }
    let (mut gap_low, mut gap_high) = (gap(low), gap(high));
    // Regula falsi in the Illinois form: never leaves the bracket, and as quick as a secant.
    let mut side = 0_i8;
    for _ in 0..200 {
        let delta = (low * gap_high - high * gap_low) / (gap_high - gap_low);
        let here = gap(delta);
        if here.abs() < 1e-14 || (high - low).abs() < 1e-12 * (1.0 + delta.abs()) {
            return delta;
        }
        if here > 0.0 {
            (low, gap_low) = (delta, here);
            if side == 1 {
                gap_high /= 2.0;
            }
            side = 1;
        } else {
            (high, gap_high) = (delta, here);
            if side == -1 {
                gap_low /= 2.0;
            }
            side = -1;
        }
    }
    0.5 * (low + high)
}
