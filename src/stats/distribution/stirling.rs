//! Densities near their mode without cancellation (Loader 2000, "Fast and accurate computation of binomial probabilities").

/// ½ ln 2π.
pub(super) const HALF_LOG_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// Coefficients of Stirling's series in 1/a, 1/a³, 1/a⁵ … (DLMF 5.11.1).
const SERIES: [f64; 7] =
    [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0, 1.0 / 156.0];

/// The errors of Stirling's formula at ½, 1, 1½ … 16: half degrees of freedom are mostly there.
const HALVES: [f64; 32] = [
    0.153_426_409_720_027_36,
    0.081_061_466_795_327_26,
    0.054_814_121_051_917_65,
    0.041_340_695_955_409_3,
    0.033_162_873_519_936_29,
    0.027_677_925_684_998_34,
    0.023_746_163_656_297_496,
    0.020_790_672_103_765_093,
    0.018_488_450_532_673_187,
    0.016_644_691_189_821_193,
    0.015_134_973_221_917_378,
    0.013_876_128_823_070_748,
    0.012_810_465_242_920_227,
    0.011_896_709_945_891_77,
    0.011_104_559_758_206_917,
    0.010_411_265_261_972_096,
    0.009_799_416_126_158_804,
    0.009_255_462_182_712_733,
    0.008_768_700_134_139_386,
    0.008_330_563_433_362_87,
    0.007_934_114_564_314_02,
    0.007_573_675_487_951_841,
    0.007_244_554_301_320_383,
    0.006_942_840_107_209_53,
    0.006_665_247_032_707_682,
    0.006_408_994_188_004_207,
    0.006_171_712_263_039_458,
    0.005_951_370_112_758_847_5,
    0.005_746_216_513_010_115_5,
    0.005_554_733_551_962_801,
    0.005_375_599_032_926_835,
    0.005_207_655_919_609_640_4,
];

/// What Stirling's formula leaves out: ln Γ(a + 1) − (a + ½) ln a + a − ½ ln 2π, for a > 0.
pub(super) fn stirling_error(a: f64) -> f64 {
    // Upwards to where the series holds: δ(a) = δ(a + 1) + (a + ½) ln(1 + 1/a) − 1.
    let (mut sum, mut at) = (0.0, a);
    while at < 16.0 {
        if let Some(known) = tabled(at) {
            return sum + known;
        }
        sum += (at + 0.5) * at.recip().ln_1p() - 1.0;
        at += 1.0;
    }
    let square = (at * at).recip();
    sum + SERIES.iter().rev().fold(0.0, |sum, coefficient| sum * square + coefficient) / at
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 1 to 32")]
fn tabled(a: f64) -> Option<f64> {
    let twice = 2.0 * a;
    let whole = twice.floor();
    // Above zero, since a part of a half belongs to another number.
    if whole < 1.0 || twice - whole > 0.0 { None } else { HALVES.get(whole as usize - 1).copied() }
}

/// The deviance a ln(a/m) + m − a for a, m > 0; near a = m by a series, since the terms cancel there.
pub(super) fn deviance(a: f64, m: f64) -> f64 {
    let gap = a - m;
    if gap.abs() >= 0.1 * (a + m) {
        return a * (a / m).ln() - gap;
    }
    let v = gap / (a + m);
    let square = v * v;
    let mut power = 2.0 * a * v;
    let mut sum = gap * v;
    for odd in (3_u8..200).step_by(2) {
        power *= square;
        let next = sum + power / f64::from(odd);
        if next.total_cmp(&sum).is_eq() {
            break;
        }
        sum = next;
    }
    sum
}

/// ln(x^a e^−x / Γ(a + 1)) for a ≥ 0 and x > 0: the logarithm of a Poisson probability, also between whole numbers.
pub(super) fn log_poisson(a: f64, x: f64) -> f64 {
    if a <= 0.0 {
        return -x;
    }
    -HALF_LOG_TWO_PI - 0.5 * a.ln() - stirling_error(a) - deviance(a, x)
}
