//! The bivariate normal distribution, which polychoric correlations rest on.

use crate::stats::distribution::normal::normal_lower;
use std::f64::consts::TAU;

/// Nodes in (0, 1) and weights of the Gauss-Legendre rules with 6, 12 and 20 points on (−1, 1).
const RULE_6: [(f64, f64); 3] = [
    (0.932_469_514_203_152, 0.171_324_492_379_170_36),
    (0.661_209_386_466_264_5, 0.360_761_573_048_138_6),
    (0.238_619_186_083_196_9, 0.467_913_934_572_691),
];
const RULE_12: [(f64, f64); 6] = [
    (0.981_560_634_246_719_2, 0.047_175_336_386_511_83),
    (0.904_117_256_370_474_9, 0.106_939_325_995_318_43),
    (0.769_902_674_194_304_7, 0.160_078_328_543_346_23),
    (0.587_317_954_286_617_4, 0.203_167_426_723_065_92),
    (0.367_831_498_998_180_2, 0.233_492_536_538_354_8),
    (0.125_233_408_511_468_9, 0.249_147_045_813_402_8),
];
const RULE_20: [(f64, f64); 10] = [
    (0.993_128_599_185_094_9, 0.017_614_007_139_152_118),
    (0.963_971_927_277_913_8, 0.040_601_429_800_386_94),
    (0.912_234_428_251_326, 0.062_672_048_334_109_06),
    (0.839_116_971_822_218_8, 0.083_276_741_576_704_75),
    (0.746_331_906_460_150_8, 0.101_930_119_817_240_44),
    (0.636_053_680_726_515, 0.118_194_531_961_518_42),
    (0.510_867_001_950_827_1, 0.131_688_638_449_176_63),
    (0.373_706_088_715_419_55, 0.142_096_109_318_382_05),
    (0.227_785_851_141_645_1, 0.149_172_986_472_603_74),
    (0.076_526_521_133_497_34, 0.152_753_387_130_725_85),
];

/// Exponents below this add nothing.
const VANISHED: f64 = -100.0;

/// P(X ≤ `x`, Y ≤ `y`) for standard normal X and Y with the correlation `rho`; either limit may be infinite.
///
/// Genz (2004, "Numerical computation of rectangular bivariate and trivariate normal and t probabilities"), after Drezner
/// and Wesolowsky (1990): the derivative by ρ is the density, integrated from 0 for |ρ| < 0.925 and from ±1 otherwise,
/// there after the leading terms of its expansion have been taken out. Right to about 10⁻¹⁵ in absolute terms. NaN for a
/// correlation beyond ±1.
pub fn bivariate_normal_lower(x: f64, y: f64, rho: f64) -> f64 {
    if x.is_nan() || y.is_nan() || rho.is_nan() || rho.abs() > 1.0 {
        return f64::NAN;
    }
    if x <= f64::NEG_INFINITY || y <= f64::NEG_INFINITY {
        return 0.0;
    }
    if x >= f64::INFINITY {
        return normal_lower(y);
    }
    if y >= f64::INFINITY {
        return normal_lower(x);
    }
    let probability = if rho.abs() < 0.925 { from_zero(x, y, rho) } else { from_one(x, y, rho) };
    probability.clamp(0.0, 1.0)
}

fn rule(rho: f64) -> &'static [(f64, f64)] {
    match rho.abs() {
        size if size < 0.3 => &RULE_6,
        size if size < 0.75 => &RULE_12,
        _ => &RULE_20,
    }
}

/// Φ(x) Φ(y) + (2π)⁻¹ ∫₀^{arcsin ρ} exp(−(x² + y² − 2xy sin θ) / (2 cos² θ)) dθ.
fn from_zero(x: f64, y: f64, rho: f64) -> f64 {
    let half_squares = 0.5 * (x * x + y * y);
    let product = x * y;
    let half_angle = 0.5 * rho.asin();
    let at = |node: f64| {
        let sine = (half_angle * node).sin();
        ((sine * product - half_squares) / (1.0 - sine * sine)).exp()
    };
    let sum: f64 = rule(rho).iter().map(|(node, weight)| weight * (at(1.0 - node) + at(1.0 + node))).sum();
    sum * half_angle / TAU + normal_lower(x) * normal_lower(y)
}

/// The value at ρ = ±1 less the integral from |ρ| to 1 (Genz 2004, eqs. 4 to 6). A negative correlation turns the sign of y.
fn from_one(x: f64, y: f64, rho: f64) -> f64 {
    let other = if rho < 0.0 { -y } else { y };
    let correction = near_one(x, other, rho);
    if rho > 0.0 {
        return normal_lower(x.min(y)) - correction;
    }
    // P(X ≤ x, Y ≤ y) at ρ = −1 is that of −y ≤ X ≤ x.
    let line = if x <= other {
        0.0
    } else if other > 0.0 {
        // Differences of upper tails keep the digits that those of lower tails lose.
        normal_lower(-other) - normal_lower(-x)
    } else {
        normal_lower(x) - normal_lower(other)
    };
    line + correction
}

/// (2π)⁻¹ ∫_{|ρ|}^1 exp(−(x² + y² − 2rxy) / (2(1 − r²))) / √(1 − r²) dr, in terms of √(1 − r²).
fn near_one(x: f64, y: f64, rho: f64) -> f64 {
    let end_square = (1.0 - rho) * (1.0 + rho);
    if end_square <= 0.0 {
        return 0.0;
    }
    let end = end_square.sqrt();
    let product = x * y;
    let gap = (x - y).abs();
    let gap_square = gap * gap;
    let c = (4.0 - product) / 8.0;
    let d = (12.0 - product) / 80.0;
    let mut whole = 0.0;
    let exponent = -0.5 * (gap_square / end_square + product);
    if exponent > VANISHED {
        whole = end
            * exponent.exp()
            * (1.0 - c * (gap_square - end_square) * (1.0 - d * gap_square) / 3.0
                + c * d * end_square * end_square);
    }
    if product > VANISHED {
        whole -= (-0.5 * product).exp()
            * TAU.sqrt()
            * normal_lower(-gap / end)
            * gap
            * (1.0 - c * gap_square * (1.0 - d * gap_square) / 3.0);
    }
    let half = 0.5 * end;
    let rest = |node: f64| {
        let s = (half * node) * (half * node);
        let exponent = -0.5 * (gap_square / s + product);
        if exponent <= VANISHED {
            return 0.0;
        }
        let root = (1.0 - s).sqrt();
        let expansion = 1.0 + c * s * (1.0 + 5.0 * d * s);
        let exact = (-0.5 * product * s / ((1.0 + root) * (1.0 + root))).exp() / root;
        exponent.exp() * (exact - expansion)
    };
    let sum: f64 = RULE_20.iter().map(|(node, weight)| weight * (rest(1.0 - node) + rest(1.0 + node))).sum();
    (whole + half * sum) / TAU
}
