//! Sums that do not depend on the order of their terms, nor on how many threads share the work.
//!
//! Adding floating point numbers rounds at every step, so that the same rows in another order give another last digit. Here
//! every term is first cut into a coarse and a fine part at borders that follow from the largest term and the number of
//! terms; parts of one kind are whole multiples of one unit, few enough for their sum to be exact (Rump, Ogita & Oishi 2008,
//! ExtractVector; Demmel & Nguyen 2013). What is cut off behind the fine part is below n²·2⁻¹⁰⁵ of the largest term, far less
//! than plain summation loses.

use crate::stats::describe::count;
use nalgebra::DMatrix;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Partial sums that are carried side by side; exact, so their number changes no result.
const LANES: usize = 4;

/// Rows whose columns are kept in the cache while all pairs of columns are multiplied.
const BLOCK: usize = 512;

/// Half the distance between 1 and the next larger number.
const HALF_UNIT: f64 = f64::EPSILON / 2.0;

/// Where terms are cut.
#[derive(Clone, Copy)]
struct Borders {
    coarse: f64,
    fine: f64,
}

impl Borders {
    /// The borders for `n` terms of at most `largest`; none where they leave the range of numbers.
    fn new(largest: f64, n: usize) -> Option<Self> {
        if !largest.is_finite() {
            return None;
        }
        let terms = count((n + 2).next_power_of_two());
        let coarse = 2.0 * power_of_two_below(largest) * terms;
        let borders = Self { coarse, fine: HALF_UNIT * coarse * terms };
        (borders.coarse * 2.0).is_finite().then_some(borders)
    }
}

/// The largest power of two that is not above a finite number of at least the smallest normal one.
fn power_of_two_below(value: f64) -> f64 {
    f64::from_bits(value.abs().max(f64::MIN_POSITIVE).to_bits() & 0x7ff0_0000_0000_0000)
}

/// Coarse and fine parts, each summed exactly.
#[derive(Clone, Copy, Default)]
struct Parts {
    coarse: f64,
    fine: f64,
}

impl Parts {
    fn and(self, other: Self) -> Self {
        Self { coarse: self.coarse + other.coarse, fine: self.fine + other.fine }
    }

    fn total(self) -> f64 {
        self.coarse + self.fine
    }
}

/// The largest absolute value; NaN counts as nothing, since it shows in the sum itself.
fn largest(values: &[f64]) -> f64 {
    let mut most = [0.0_f64; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    let raise = |most: &mut f64, value: f64| {
        if value.abs() > *most {
            *most = value.abs();
        }
    };
    for chunk in chunks {
        for (most, value) in most.iter_mut().zip(chunk) {
            raise(most, *value);
        }
    }
    for value in rest {
        raise(&mut most[0], *value);
    }
    most.into_iter().fold(0.0, f64::max)
}

/// One value for each lane; written so that the compiler makes one instruction of several lanes.
#[inline(always)]
fn each(value: impl Fn(usize) -> f64) -> [f64; LANES] {
    let mut found = [0.0; LANES];
    for (lane, found) in found.iter_mut().enumerate() {
        *found = value(lane);
    }
    found
}

/// Cuts and sums the terms that two slices of the same length give.
fn cut(x: &[f64], y: &[f64], borders: Borders, term: impl Fn(f64, f64) -> f64) -> Parts {
    let mut coarse = [0.0; LANES];
    let mut fine = [0.0; LANES];
    let mut add = |x: &[f64; LANES], y: &[f64; LANES]| {
        let whole = each(|lane| term(x[lane], y[lane]));
        let raised = each(|lane| borders.coarse + whole[lane]);
        let first = each(|lane| raised[lane] - borders.coarse);
        let left = each(|lane| whole[lane] - first[lane]);
        let raised = each(|lane| borders.fine + left[lane]);
        let second = each(|lane| raised[lane] - borders.fine);
        coarse = each(|lane| coarse[lane] + first[lane]);
        fine = each(|lane| fine[lane] + second[lane]);
    };
    let (x_chunks, x_rest) = x.as_chunks::<LANES>();
    let (y_chunks, y_rest) = y.as_chunks::<LANES>();
    for (x, y) in x_chunks.iter().zip(y_chunks) {
        add(x, y);
    }
    // Zeros give the term zero, which changes no sum.
    let padded = |rest: &[f64]| each(|lane| rest.get(lane).copied().unwrap_or(0.0));
    add(&padded(x_rest), &padded(y_rest));
    Parts { coarse: coarse.into_iter().sum(), fine: fine.into_iter().sum() }
}

/// Sum where the borders do not hold: in order of size, so that it still depends on the values alone.
fn by_size(mut terms: Vec<f64>) -> f64 {
    terms.sort_by(f64::total_cmp);
    terms.into_iter().sum()
}

/// Σx, the same for every order of the values; NaN when one is NaN.
pub(super) fn sum(values: &[f64]) -> f64 {
    Borders::new(largest(values), values.len()).map_or_else(
        || by_size(values.to_vec()),
        |borders| cut(values, values, borders, |value, _| value).total(),
    )
}

/// Σxy of two columns of the same length, the same for every order of the rows.
pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    Borders::new(largest(x) * largest(y), x.len()).map_or_else(
        || by_size(x.iter().zip(y).map(|(x, y)| x * y).collect()),
        |borders| cut(x, y, borders, |x, y| x * y).total(),
    )
}

/// Arithmetic mean, the same for every order of the values; NaN of nothing.
pub(super) fn mean(values: &[f64]) -> f64 {
    sum(values) / count(values.len())
}

/// What is left of the values without their mean.
pub(super) fn centred(values: &[f64]) -> Vec<f64> {
    deviations(values).1
}

/// The mean, and what is left of the values without it.
pub(super) fn deviations(values: &[f64]) -> (f64, Vec<f64>) {
    let mean = mean(values);
    (mean, values.iter().map(|value| value - mean).collect())
}

/// XᵀX of columns of the same length, the same for every order of the rows; on all cores when there is much to do.
pub(super) fn cross_products<C: AsRef<[f64]> + Sync>(columns: &[C]) -> DMatrix<f64> {
    let p = columns.len();
    let n = columns.first().map_or(0, |column| column.as_ref().len());
    let reach: Vec<f64> = columns.iter().map(|column| largest(column.as_ref())).collect();
    let pairs: Vec<(usize, usize)> =
        (0..p).flat_map(|one| (0..=one).map(move |other| (one, other))).collect();
    let borders: Vec<Option<Borders>> =
        pairs.iter().map(|(one, other)| Borders::new(reach[*one] * reach[*other], n)).collect();
    let block = |start: usize| -> Vec<Parts> {
        let part = |column: usize| {
            let column = columns[column].as_ref();
            &column[start..column.len().min(start + BLOCK)]
        };
        let sums = pairs.iter().zip(&borders).map(|((one, other), borders)| {
            borders
                .map_or_else(Parts::default, |borders| cut(part(*one), part(*other), borders, |x, y| x * y))
        });
        sums.collect()
    };
    let join = |one: Vec<Parts>, other: Vec<Parts>| -> Vec<Parts> {
        one.into_iter().zip(other).map(|(one, other)| one.and(other)).collect()
    };
    let nothing = || vec![Parts::default(); pairs.len()];
    let starts: Vec<usize> = (0..n).step_by(BLOCK).collect();
    let sums = if starts.len() < 8 {
        starts.into_iter().map(block).fold(nothing(), join)
    } else {
        starts.into_par_iter().map(block).reduce(nothing, join)
    };
    let mut found = DMatrix::zeros(p, p);
    for (((one, other), parts), borders) in pairs.iter().zip(sums).zip(borders) {
        let value = match borders {
            Some(_) => parts.total(),
            None => dot(columns[*one].as_ref(), columns[*other].as_ref()),
        };
        found[(*one, *other)] = value;
        found[(*other, *one)] = value;
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::stats::sum::{cross_products, dot, mean, sum};
    use proptest::prelude::{Strategy, prop};
    use proptest::test_runner::TestRunner;

    #[test]
    fn terms_that_cancel_are_not_lost() {
        assert!((sum(&[1e16, 1.0, -1e16]) - 1.0).abs() < 1e-15);
        assert!((mean(&[0.1; 10]) - 0.1).abs() < 1e-17);
        assert!(sum(&[]).abs() < f64::MIN_POSITIVE);
        assert!(mean(&[]).is_nan());
    }

    #[test]
    fn what_has_no_sum_has_none() {
        assert!(sum(&[1.0, f64::NAN]).is_nan());
        assert!(sum(&[f64::INFINITY, 1.0]).is_infinite());
        assert!(sum(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert!((sum(&[1e308, 5e307]) - 1.5e308).abs() < 1e293);
        assert!((sum(&[5e-324, 5e-324]) - 1e-323).abs() < 5e-324);
    }

    #[test]
    fn the_order_of_rows_changes_no_bit() {
        let value = || (-1e3..1e3_f64, -12..12_i32).prop_map(|(digits, power)| digits * 10_f64.powi(power));
        let rows = prop::collection::vec((value(), value()), 0..700);
        let shuffled = rows.prop_flat_map(|rows| {
            let other = proptest::strategy::Just(rows.clone()).prop_shuffle();
            (proptest::strategy::Just(rows), other)
        });
        TestRunner::default()
            .run(&shuffled, |(one, other)| {
                let columns = |rows: &[(f64, f64)]| -> [Vec<f64>; 2] {
                    [rows.iter().map(|row| row.0).collect(), rows.iter().map(|row| row.1).collect()]
                };
                let (one, other) = (columns(&one), columns(&other));
                proptest::prop_assert_eq!(sum(&one[0]).to_bits(), sum(&other[0]).to_bits());
                proptest::prop_assert_eq!(
                    dot(&one[0], &one[1]).to_bits(),
                    dot(&other[0], &other[1]).to_bits()
                );
                let (one, other) = (cross_products(&one), cross_products(&other));
                proptest::prop_assert!(one.iter().zip(&other).all(|(x, y)| x.to_bits() == y.to_bits()));
                Ok(())
            })
            .expect("sums do not depend on the order");
    }

    #[test]
    fn a_product_is_right_to_the_last_digit() {
        // Σ i² for i = 1…n is n(n+1)(2n+1)/6.
        let values: Vec<f64> = (1..=100_000).map(f64::from).collect();
        assert!((dot(&values, &values) - 333_338_333_350_000.0).abs() < f64::EPSILON);
        assert!((cross_products(&[values])[(0, 0)] - 333_338_333_350_000.0).abs() < f64::EPSILON);
    }
}
