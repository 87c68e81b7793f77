//! How many different kinds are seen after so many samples, whatever the order of the samples.
//!
//! The species accumulation curve of ecology (Gotelli and Colwell 2001); with codes as kinds and interviews as samples, the
//! curve of saturation.

use crate::stats::Error;
use crate::stats::describe::count;
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Orders that can be drawn at most; the band is settled long before.
pub const MAX_ORDERS: u32 = 100_000;

/// How random orders are drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AccumulationOptions {
    /// Number of random orders, 1 to [`MAX_ORDERS`].
    pub orders: u32,
    /// Seed of the stream of random numbers.
    pub seed: u64,
    /// Share of the orders inside the band, between 0 and 1.
    pub confidence: f64,
}

impl Default for AccumulationOptions {
    /// A thousand orders, a band of 95 %.
    fn default() -> Self {
        Self { orders: 1_000, seed: 1, confidence: 0.95 }
    }
}

/// Different kinds after so many samples.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AccumulationStep {
    /// Mean over the drawn orders.
    pub mean: f64,
    /// Lower end of the band: a quantile of type 7 over the drawn orders.
    pub lower: f64,
    /// Upper end of the band.
    pub upper: f64,
    /// Mean over all orders, computed without drawing: S(n) = Σ [1 − C(N − f, n) / C(N, n)], f the number of samples with the kind
    /// (Ugland, Gray and Ellingsen 2003).
    pub expected: f64,
}

/// Accumulates samples in random orders. `samples` hold the numbers of their kinds, below `kinds`, each once. Order r is drawn from
/// stream r of the seed and counts are whole numbers, so that the number of threads does not matter.
///
/// # Errors
/// [`Error::BadOption`] for a number of orders or a confidence out of range.
pub fn accumulation(
    samples: &[Vec<usize>],
    kinds: usize,
    options: AccumulationOptions,
) -> Result<Vec<AccumulationStep>, Error> {
    if options.orders == 0 || options.orders > MAX_ORDERS {
        let reason = format!("must be 1 to {MAX_ORDERS}");
        return Err(Error::BadOption { name: "orders", reason });
    }
    if !(options.confidence > 0.0 && options.confidence < 1.0) {
        let reason = "must lie between 0 and 1".to_owned();
        return Err(Error::BadOption { name: "confidence", reason });
    }
    let (steps, width) = (samples.len(), kinds + 1);
    // How many orders have so many kinds after so many samples.
    let frequencies = (0..options.orders)
        .into_par_iter()
        .fold(
            || vec![0_u32; steps * width],
            |mut frequencies, order| {
                for (step, seen) in one_order(samples, kinds, options.seed, order).into_iter().enumerate() {
                    frequencies[step * width + seen] += 1;
                }
                frequencies
            },
        )
        .reduce(
            || vec![0_u32; steps * width],
            |one, other| one.into_iter().zip(other).map(|(one, other)| one + other).collect(),
        );
    let expected = expected(samples, kinds);
    let tail = (1.0 - options.confidence) / 2.0;
    let found = frequencies.chunks(width).zip(expected).map(|(frequencies, expected)| {
        let sum: f64 = frequencies.iter().enumerate().map(|(seen, f)| count(seen) * f64::from(*f)).sum();
        AccumulationStep {
            mean: sum / f64::from(options.orders),
            lower: quantile(frequencies, options.orders, tail),
            upper: quantile(frequencies, options.orders, 1.0 - tail),
            expected,
        }
    });
    Ok(found.collect())
}

/// Number of kinds seen after each sample of one random order (Fisher and Yates' shuffle).
fn one_order(samples: &[Vec<usize>], kinds: usize, seed: u64, order: u32) -> Vec<usize> {
    let mut random = ChaCha12Rng::seed_from_u64(seed);
    random.set_stream(u64::from(order));
    let mut places: Vec<usize> = (0..samples.len()).collect();
    for place in (1..places.len()).rev() {
        places.swap(place, random.random_range(0..=place));
    }
    let mut seen = vec![false; kinds];
    let mut total = 0;
    places
        .into_iter()
        .map(|place| {
            for kind in &samples[place] {
                total += usize::from(!std::mem::replace(&mut seen[*kind], true));
            }
            total
        })
        .collect()
}

fn expected(samples: &[Vec<usize>], kinds: usize) -> Vec<f64> {
    let mut with = vec![0_usize; kinds];
    samples.iter().flatten().for_each(|kind| with[*kind] += 1);
    let all = samples.len();
    // The chance that a kind was not seen yet, by the number of samples that have it.
    let mut unseen: Vec<(usize, f64, f64)> = (1..=all)
        .map(|frequency| (frequency, count(with.iter().filter(|own| **own == frequency).count()), 1.0))
        .filter(|(_, number, _)| *number > 0.0)
        .collect();
    (0..all)
        .map(|drawn| {
            let mut seen = 0.0;
            for (frequency, number, chance) in &mut unseen {
                let without = all.saturating_sub(*frequency).saturating_sub(drawn);
                *chance *= count(without) / count(all - drawn);
                seen += *number * (1.0 - *chance);
            }
            seen
        })
        .collect()
}

/// The quantile of type 7 of values given by how often each occurs.
fn quantile(frequencies: &[u32], orders: u32, share: f64) -> f64 {
    let place = f64::from(orders - 1) * share;
    let value_at = |rank: f64| {
        let mut below = 0.0;
        let found = frequencies.iter().position(|frequency| {
            below += f64::from(*frequency);
            below > rank
        });
        count(found.unwrap_or(frequencies.len() - 1))
    };
    let (low, high) = (value_at(place.floor()), value_at(place.ceil()));
    low + (place - place.floor()) * (high - low)
}

#[cfg(test)]
mod tests {
    use super::{AccumulationOptions, accumulation};

    #[test]
    fn the_mean_over_drawn_orders_nears_the_mean_over_all() {
        let samples = vec![vec![0, 1], vec![1, 2], vec![1], vec![3, 4, 5], vec![]];
        let options = AccumulationOptions { orders: 20_000, ..AccumulationOptions::default() };
        let found = accumulation(&samples, 6, options).unwrap();
        assert_eq!(found.len(), 5);
        for step in &found {
            assert!((step.mean - step.expected).abs() < 0.04, "{step:?}");
            assert!(step.lower <= step.mean && step.mean <= step.upper);
        }
        // One sample: the mean number of kinds, 8 / 5; all samples: every kind in every order.
        assert!((found[0].expected - 1.6).abs() < 1e-12);
        assert!((found[4].expected - 6.0).abs() < 1e-12);
        assert!((found[4].lower - 6.0).abs() < 1e-12 && (found[4].upper - 6.0).abs() < 1e-12);
        assert!((found[0].lower - 0.0).abs() < 1e-12 && (found[0].upper - 3.0).abs() < 1e-12);
    }

    #[test]
    fn threads_do_not_matter_and_the_seed_does() {
        let samples: Vec<Vec<usize>> = (0..30).map(|sample| vec![sample / 2, 15 + sample % 7]).collect();
        let options = AccumulationOptions { orders: 500, ..AccumulationOptions::default() };
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let many = rayon::ThreadPoolBuilder::new().num_threads(5).build().unwrap();
        let one = alone.install(|| accumulation(&samples, 22, options)).unwrap();
        assert_eq!(one, many.install(|| accumulation(&samples, 22, options)).unwrap());
        let other = accumulation(&samples, 22, AccumulationOptions { seed: 2, ..options }).unwrap();
        assert_ne!(one, other);
        assert!(accumulation(&samples, 22, AccumulationOptions { orders: 0, ..options }).is_err());
        assert_eq!(accumulation(&[], 0, options).unwrap(), []);
    }
}
