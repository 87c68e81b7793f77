//! The fuzzy Delphi methods that rest on geometric means.

use crate::stats::content::{check_panel, refuse_ratings};
use crate::stats::describe::count;
use crate::stats::{Error, Table};

/// One item as the fuzzy number (smallest rating, geometric mean, largest rating).
#[derive(Clone, PartialEq, Debug)]
pub struct GeometricItem {
    /// Its name.
    pub name: String,
    /// Experts who rated it.
    pub n: usize,
    /// Smallest rating, geometric mean, largest rating.
    pub triangle: [f64; 3],
    /// (a + b + c) / 3.
    pub mean: f64,
    /// (a + 4b + c) / 6.
    pub weighted4: f64,
    /// Whether (a + b + c) / 3 reaches the threshold.
    pub accept: bool,
}

/// Items as the triangular numbers of Klir and Yuan (1995) in the form of Hsu and Yang (2000): least, geometric mean and
/// greatest of the experts' ratings, defuzzified and compared with a threshold.
///
/// One column per item, one row per expert; a missing rating is left out for its item.
///
/// # Errors
/// [`Error::TooFewColumns`] without items, [`Error::TooFewRows`] below three experts, [`Error::AllMissing`] for items that
/// nobody rated, [`Error::NotCategories`] for a rating below zero, [`Error::BadOption`] for a threshold that is no number.
pub fn geometric_means(table: &Table, threshold: f64) -> Result<Vec<GeometricItem>, Error> {
    if !threshold.is_finite() {
        return Err(Error::BadOption { name: "threshold", reason: "must be a number".to_owned() });
    }
    check_panel(table)?;
    refuse_ratings(table, NOT_NEGATIVE, not_negative)?;
    let items = table.names.iter().zip(&table.columns).map(|(name, column)| {
        let ratings: Vec<f64> = column.iter().copied().filter(|rating| !rating.is_nan()).collect();
        let triangle = triangle(&ratings);
        let [least, middle, greatest] = triangle;
        let mean = (least + middle + greatest) / 3.0;
        GeometricItem {
            name: name.clone(),
            n: ratings.len(),
            triangle,
            mean,
            weighted4: (least + 4.0 * middle + greatest) / 6.0,
            accept: mean >= threshold - 1e-9,
        }
    });
    Ok(items.collect())
}

const NOT_NEGATIVE: &str = "a number from 0";

fn not_negative(rating: f64) -> bool {
    rating >= 0.0 && rating.is_finite()
}

/// Least, geometric mean and greatest. A rating of 0 makes the geometric mean 0.
fn triangle(ratings: &[f64]) -> [f64; 3] {
    let least = ratings.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = ratings.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let logarithms: f64 = ratings.iter().map(|rating| rating.ln()).sum();
    let middle = (logarithms / count(ratings.len())).exp();
    // Rounding must not lift the mean over the ends.
    [least, middle.clamp(least, greatest), greatest]
}

/// Whether the two triangles of an item overlap.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Overlap {
    /// The greatest conservative value is at most the least optimistic one.
    Apart,
    /// They overlap.
    GreyZone {
        /// Z: greatest conservative minus least optimistic value.
        width: f64,
        /// M: optimistic minus conservative geometric mean.
        means_apart: f64,
    },
}

/// One item by its smallest and greatest acceptable values.
#[derive(Clone, PartialEq, Debug)]
pub struct DoubleTriangle {
    /// Its name.
    pub name: String,
    /// Experts who gave both values.
    pub n: usize,
    /// Least, geometric mean and greatest of the smallest values.
    pub conservative: [f64; 3],
    /// Least, geometric mean and greatest of the greatest values.
    pub optimistic: [f64; 3],
    /// How the triangles lie.
    pub overlap: Overlap,
    /// G, the value on which the experts agree.
    pub consensus: f64,
    /// Whether they agree: the triangles lie apart, or the grey zone is no wider than the means are apart.
    pub converged: bool,
}

/// Double triangular fuzzy numbers with the grey zone test (Ishikawa et al. 1993).
///
/// The tables hold the smallest and the greatest value that each expert accepts: the same items in the same order, one row
/// per expert. An expert who lacks one of the two is left out for that item. Without overlap G is the mean of both
/// geometric means; in the grey zone it is where the triangles cross,
/// G = (U_C M_O − L_O M_C) / ((U_C − M_C) + (M_O − L_O)).
///
/// # Errors
/// [`Error::TooFewColumns`] without items or with another number of them, [`Error::TooFewRows`] below three experts or
/// with another number of them, [`Error::AllMissing`] for items without a pair, [`Error::NotCategories`] for a value below
/// zero, [`Error::BadOption`] for a smallest value above the greatest, which names item and expert.
pub fn double_triangles(smallest: &Table, greatest: &Table) -> Result<Vec<DoubleTriangle>, Error> {
    let (needed, got) = (smallest.columns.len(), greatest.columns.len());
    if needed != got {
        return Err(Error::TooFewColumns { needed: needed.max(got), got: needed.min(got) });
    }
    let (needed, got) = (smallest.rows(), greatest.rows());
    if needed != got {
        return Err(Error::TooFewRows { needed: needed.max(got), got: needed.min(got) });
    }
    for table in [smallest, greatest] {
        check_panel(table)?;
        refuse_ratings(table, NOT_NEGATIVE, not_negative)?;
    }
    let columns = smallest.columns.iter().zip(&greatest.columns);
    smallest.names.iter().zip(columns).map(|(name, (low, high))| double_triangle(name, low, high)).collect()
}

fn double_triangle(name: &str, low: &[f64], high: &[f64]) -> Result<DoubleTriangle, Error> {
    let whole = |(low, high): (&f64, &f64)| !low.is_nan() && !high.is_nan();
    let turned = low.iter().zip(high).position(|(low, high)| low > high);
    if let Some(row) = turned {
        return Err(Error::BadOption {
            name: "smallest above greatest value",
            reason: format!("item {name}, expert {}: {} and {}", row + 1, low[row], high[row]),
        });
    }
    let (low, high): (Vec<f64>, Vec<f64>) =
        low.iter().zip(high).filter(|pair| whole(*pair)).map(|(low, high)| (*low, *high)).unzip();
    if low.is_empty() {
        return Err(Error::AllMissing { columns: vec![name.to_owned()] });
    }
    let (conservative, optimistic) = (triangle(&low), triangle(&high));
    let [_, cautious, upper] = conservative;
    let [lower, hopeful, _] = optimistic;
    let width = upper - lower;
    let means_apart = hopeful - cautious;
    let (overlap, consensus, converged) = if width <= 0.0 {
        (Overlap::Apart, cautious.midpoint(hopeful), true)
    } else {
        // Positive, since the optimistic mean is at least the conservative one: it is width + means_apart.
        let divisor = (upper - cautious) + (hopeful - lower);
        let crossing = (upper * hopeful - lower * cautious) / divisor;
        (Overlap::GreyZone { width, means_apart }, crossing, width <= means_apart + 1e-9)
    };
    let name = name.to_owned();
    Ok(DoubleTriangle { name, n: low.len(), conservative, optimistic, overlap, consensus, converged })
}

#[cfg(test)]
mod tests {
    use super::{Overlap, double_triangles, geometric_means};
    use crate::stats::{Error, Table};

    fn table(column: &[f64]) -> Table {
        Table { names: vec!["I1".to_owned()], columns: vec![column.to_vec()] }
    }

    #[test]
    fn triangles_that_only_touch_lie_apart() {
        let found = double_triangles(&table(&[1.0, 2.0, 4.0]), &table(&[4.0, 8.0, 16.0])).unwrap();
        assert_eq!(found[0].overlap, Overlap::Apart);
        assert!((found[0].consensus - 5.0).abs() < 1e-12 && found[0].converged);
    }

    #[test]
    fn a_grey_zone_by_hand() {
        // C = (1, 2, 4), O = (2, 4, 8): G = (4*4 - 2*2) / ((4 - 2) + (4 - 2)) = 3.
        let found = double_triangles(&table(&[1.0, 2.0, 4.0]), &table(&[2.0, 4.0, 8.0])).unwrap();
        assert!((found[0].consensus - 3.0).abs() < 1e-12 && found[0].converged);
    }

    #[test]
    fn turned_values_name_item_and_expert() {
        let found = double_triangles(&table(&[1.0, 5.0, 1.0]), &table(&[2.0, 4.0, 2.0]));
        assert!(found.unwrap_err().to_string().ends_with("item I1, expert 2: 5 and 4"));
    }

    #[test]
    fn zero_and_negative_ratings() {
        let found = geometric_means(&table(&[0.0, 4.0, f64::NAN, 4.0]), 3.5).unwrap();
        assert!(found[0].triangle[1].abs() < 1e-15 && found[0].n == 3);
        assert!(matches!(geometric_means(&table(&[-1.0, 1.0, 2.0]), 3.5), Err(Error::NotCategories { .. })));
    }
}
