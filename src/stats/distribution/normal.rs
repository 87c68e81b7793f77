//! The standard normal distribution.

use std::f64::consts::FRAC_1_SQRT_2;

/// 1 / √(2π).
const DENSITY_AT_ZERO: f64 = 0.398_942_280_401_432_7;

/// Up to here Φ(z) − ½ is z times a ratio of polynomials in z².
const NEAR: f64 = 0.674_489_75;

/// From here (√32) the tail is an asymptotic series, as a ratio of polynomials in 1/z².
const FAR: f64 = 5.656_854_249_492_381;

// The rational minimax approximations of Cody (1969; Algorithm 715, 1993), highest power first.
const NEAR_ABOVE: [f64; 5] = [
    0.065_682_337_918_207_45,
    2.235_252_035_460_684,
    161.028_231_068_555_88,
    1_067.689_485_460_371,
    18_154.981_253_343_56,
];
const NEAR_BELOW: [f64; 5] =
    [1.0, 47.202_581_904_688_245, 976.098_551_737_776_7, 10_260.932_208_618_979, 45_507.789_335_026_73];
const MIDDLE_ABOVE: [f64; 9] = [
    1.076_557_677_372_019_2e-8,
    0.398_941_512_088_134_66,
    8.883_149_794_388_375,
    93.506_656_132_177_85,
    597.270_276_394_800_3,
    2_494.537_585_290_372_7,
    6_848.190_450_536_283,
    11_602.651_437_647_35,
    9_842.714_838_383_978,
];
const MIDDLE_BELOW: [f64; 9] = [
    1.0,
    22.266_688_044_328_117,
    235.387_901_782_625,
    1_519.377_599_407_554_7,
    6_485.558_298_266_761,
    18_615.571_640_885_097,
    34_900.952_721_145_98,
    38_912.003_286_093_27,
    19_685.429_676_859_992,
];
const FAR_ABOVE: [f64; 6] = [
    0.023_073_441_764_940_174,
    0.215_898_534_057_957,
    0.127_401_161_160_247_36,
    0.022_235_277_870_649_807,
    0.001_421_619_193_227_893_4,
    2.911_287_495_116_879_3e-5,
];
const FAR_BELOW: [f64; 6] = [
    1.0,
    1.284_260_096_144_911,
    0.468_238_212_480_865_1,
    0.065_988_137_868_928_56,
    0.003_782_396_332_027_582_4,
    7.297_515_550_839_662e-5,
];

fn polynomial<const N: usize>(coefficients: &[f64; N], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// P(Z ≤ z), to about 10⁻¹⁵ of its size in both tails, by the rational approximations of Cody (1969).
pub fn normal_lower(z: f64) -> f64 {
    let size = z.abs();
    if size <= NEAR {
        let square = z * z;
        return 0.5 + z * polynomial(&NEAR_ABOVE, square) / polynomial(&NEAR_BELOW, square);
    }
    if z.is_nan() {
        return f64::NAN;
    }
    let tail = if size >= 39.0 { 0.0 } else { half_square_exponential(size) * scaled_tail(size) };
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// ln P(Z ≤ z): finite also where the probability itself is below the smallest number that a computer holds.
pub fn log_normal_lower(z: f64) -> f64 {
    if z <= -FAR && z.is_finite() {
        return scaled_tail(-z).ln() - 0.5 * z * z;
    }
    if z > NEAR { (-normal_lower(-z)).ln_1p() } else { normal_lower(z).ln() }
}

/// e^(z²/2) P(Z ≥ z) for z above [`NEAR`].
fn scaled_tail(z: f64) -> f64 {
    if z <= FAR {
        return polynomial(&MIDDLE_ABOVE, z) / polynomial(&MIDDLE_BELOW, z);
    }
    let inverse = (z * z).recip();
    (DENSITY_AT_ZERO - inverse * polynomial(&FAR_ABOVE, inverse) / polynomial(&FAR_BELOW, inverse)) / z
}

/// e^(−z²/2) without the rounding of z²: z is split at a sixteenth, whose square is exact.
fn half_square_exponential(z: f64) -> f64 {
    let near = (z * 16.0).trunc() / 16.0;
    let rest = (z - near) * (z + near);
    (-0.5 * near * near).exp() * (-0.5 * rest).exp()
}

/// The z with P(Z ≤ z) = `probability`; infinite at 0 and 1, NaN outside.
pub fn normal_quantile(probability: f64) -> f64 {
    if !(0.0..=1.0).contains(&probability) {
        return f64::NAN;
    }
    -statrs::function::erf::erfc_inv(2.0 * probability) / FRAC_1_SQRT_2
}
