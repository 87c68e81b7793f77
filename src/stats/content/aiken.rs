//! Aiken's V.

use crate::stats::Error;
use crate::stats::describe::count;
use crate::stats::distribution::normal_quantile;

/// Aiken's V of one item.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AikenV {
    /// V, from 0 (all at the lowest point of the scale) to 1; NaN without ratings.
    pub value: f64,
    /// Its score interval.
    pub interval: (f64, f64),
}

/// V = Σ(r − lowest) / (n (highest − lowest)) (Aiken 1985) with its score interval (Penfield and Giacobbi 2004),
/// which treats n (highest − lowest) as the number of trials. `ratings` has no missing value.
///
/// # Errors
/// [`Error::BadOption`] for a scale that does not rise or a confidence outside (0, 1).
pub fn aiken_v(ratings: &[f64], scale: (f64, f64), confidence: f64) -> Result<AikenV, Error> {
    let (lowest, highest) = scale;
    if !(lowest < highest && (highest - lowest).is_finite()) {
        return Err(Error::BadOption { name: "scale", reason: "must rise from low to high".to_owned() });
    }
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Error::BadOption { name: "confidence", reason: "must lie between 0 and 1".to_owned() });
    }
    let trials = count(ratings.len()) * (highest - lowest);
    let value = ratings.iter().map(|rating| rating - lowest).sum::<f64>() / trials;
    let z = normal_quantile(0.5 + confidence / 2.0);
    let square = z * z;
    let middle = 2.0 * trials * value + square;
    let reach = z * (4.0 * trials * value * (1.0 - value) + square).sqrt();
    let divisor = 2.0 * (trials + square);
    Ok(AikenV { value, interval: ((middle - reach) / divisor, (middle + reach) / divisor) })
}
