//! How many respondents does a study need?

use crate::stats::distribution::{
    chi_square_quantile, noncentral_chi_square_quantile, noncentral_chi_square_upper, noncentral_t_lower,
    normal_quantile, student_quantile,
};

/// A wished precision of a share.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Precision {
    /// Normal deviate of the confidence.
    pub z: f64,
    /// Half the width of the interval.
    pub margin: f64,
    /// The share; .5 needs the most respondents.
    pub proportion: f64,
    /// Size of the population; none for an endless one.
    pub population: Option<f64>,
}

/// A sample size before and after the correction for a finite population.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CochranSize {
    /// For an endless population.
    pub endless: f64,
    /// For the population.
    pub size: f64,
}

/// The deviate of a two-sided confidence, .95 for 1.96.
pub fn deviate(confidence: f64) -> f64 {
    normal_quantile(0.5 + confidence / 2.0)
}

/// Cochran's formula (1977, eqs. 4.1 and 4.2): n₀ = z²p(1 − p)/e², n = n₀/(1 + (n₀ − 1)/N).
pub fn cochran(precision: Precision) -> CochranSize {
    let Precision { z, margin, proportion, population } = precision;
    let endless = z * z * proportion * (1.0 - proportion) / (margin * margin);
    let size = population.map_or(endless, |population| endless / (1.0 + (endless - 1.0) / population));
    CochranSize { endless, size }
}

/// Krejcie and Morgan's formula (1970) at 95 % and a margin of .05: χ²NP(1 − P)/(d²(N − 1) + χ²P(1 − P)), P = .5; `None`
/// for an endless population gives its limit.
pub fn krejcie_morgan(population: Option<f64>) -> f64 {
    let quantile = chi_square_quantile(0.95, 1.0);
    let (share, square) = (0.25, 0.0025);
    match population {
        Some(population) => quantile * population * share / (square * (population - 1.0) + quantile * share),
        None => quantile * share / square,
    }
}

/// Population and sample size as Krejcie and Morgan (1970, table 1) print them.
pub const KREJCIE_MORGAN_TABLE: [(u32, u32); 88] = [
    (10, 10),
    (15, 14),
    (20, 19),
    (25, 24),
    (30, 28),
    (35, 32),
    (40, 36),
    (45, 40),
    (50, 44),
    (55, 48),
    (60, 52),
    (65, 56),
    (70, 59),
    (75, 63),
    (80, 66),
    (85, 70),
    (90, 73),
    (95, 76),
    (100, 80),
    (110, 86),
    (120, 92),
    (130, 97),
    (140, 103),
    (150, 108),
    (160, 113),
    (170, 118),
    (180, 123),
    (190, 127),
    (200, 132),
    (210, 136),
    (220, 140),
    (230, 144),
    (240, 148),
    (250, 152),
    (260, 155),
    (270, 159),
    (280, 162),
    (290, 165),
    (300, 169),
    (320, 175),
    (340, 181),
    (360, 186),
    (400, 196),
    (420, 201),
    (440, 205),
    (460, 210),
    (480, 214),
    (500, 217),
    (550, 226),
    (600, 234),
    (650, 242),
    (700, 248),
    (800, 260),
    (850, 265),
    (900, 269),
    (950, 274),
    (1000, 278),
    (1100, 285),
    (1200, 291),
    (1300, 297),
    (1400, 302),
    (1500, 306),
    (1600, 310),
    (1700, 313),
    (1800, 317),
    (1900, 320),
    (2000, 322),
    (2200, 327),
    (2400, 331),
    (2600, 335),
    (2800, 338),
    (3000, 341),
    (3500, 346),
    (4000, 351),
    (4500, 354),
    (5000, 357),
    (6000, 361),
    (7000, 364),
    (8000, 367),
    (9000, 368),
    (10_000, 370),
    (15_000, 375),
    (20_000, 377),
    (30_000, 379),
    (40_000, 380),
    (50_000, 381),
    (75_000, 382),
    (1_000_000, 384),
];

/// Yamane's formula (1967): N/(1 + Ne²).
pub fn yamane(population: f64, margin: f64) -> f64 {
    population / (1.0 + population * margin * margin)
}

/// Respondents for a mean within a margin: (z s/e)².
pub fn for_mean(deviation: f64, margin: f64, confidence: f64) -> f64 {
    (deviate(confidence) * deviation / margin).powi(2)
}

/// Respondents for a two-sided one-sample t-test of a standardized difference, both tails counted (Cohen 1988; noncentral
/// t); not rounded. NaN for no difference or a power that level alone reaches.
pub fn for_t_test(difference: f64, power: f64, level: f64) -> f64 {
    if difference.abs() <= 0.0 || power <= level || power >= 1.0 {
        return f64::NAN;
    }
    let reached = |n: f64| {
        let degrees = n - 1.0;
        let critical = student_quantile(1.0 - level / 2.0, degrees);
        let delta = difference.abs() * n.sqrt();
        1.0 - noncentral_t_lower(critical, degrees, delta) + noncentral_t_lower(-critical, degrees, delta)
    };
    increasing(1.5, power, reached)
}

/// Power of the test that RMSEA is at most `null` when it is `alternative` (MacCallum, Browne & Sugawara 1996): `n` rows,
/// `degrees` of freedom; for an alternative below `null`, of the test that it is at least `null`.
pub fn rmsea_power(n: f64, degrees: f64, null: f64, alternative: f64, level: f64) -> f64 {
    let at = |rmsea: f64| (n - 1.0) * degrees * rmsea * rmsea;
    if alternative >= null {
        let critical = noncentral_chi_square_quantile(1.0 - level, degrees, at(null));
        noncentral_chi_square_upper(critical, degrees, at(alternative))
    } else {
        let critical = noncentral_chi_square_quantile(level, degrees, at(null));
        1.0 - noncentral_chi_square_upper(critical, degrees, at(alternative))
    }
}

/// Rows at which the test of RMSEA reaches a power; not rounded.
pub fn for_rmsea(degrees: f64, null: f64, alternative: f64, power: f64, level: f64) -> f64 {
    if (null - alternative).abs() <= 0.0 || power <= level || power >= 1.0 || degrees <= 0.0 {
        return f64::NAN;
    }
    increasing(2.0, power, |n| rmsea_power(n, degrees, null, alternative, level))
}

/// Rows at which PLS finds a path of this size with power .8 at level .05: (2.486/p)² (Kock & Hadaya 2018).
pub fn for_pls_path(path: f64) -> f64 {
    (2.486 / path).powi(2)
}

/// Where an increasing function of n reaches a value.
fn increasing(least: f64, wanted: f64, function: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (least, least * 2.0);
    while function(high) < wanted {
        low = high;
        high *= 2.0;
        if high > 1e9 {
            return f64::NAN;
        }
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high || high - low < 1e-12 * high {
            break;
        }
        if function(middle) < wanted { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
