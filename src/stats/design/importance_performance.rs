//! Importance-performance analysis.

use crate::stats::content::refuse_ratings;
use crate::stats::describe::{count, moments, quantile_type7};
use crate::stats::distribution::student_two_sided;
use crate::stats::{Error, Table};

/// Two columns about one attribute.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AttributePair {
    /// Name of the attribute.
    pub name: String,
    /// Column with its importance.
    pub importance: String,
    /// Column with its performance.
    pub performance: String,
}

/// The middle of the scale of the ratings.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Midpoint {
    /// (lowest + highest) / 2; ratings outside are refused.
    OfScale {
        /// Lowest rating.
        lowest: f64,
        /// Highest rating.
        highest: f64,
    },
    /// A number, with ratings of any size.
    At(f64),
}

impl Midpoint {
    fn value(self) -> Result<f64, Error> {
        match self {
            Self::OfScale { lowest, highest } if lowest < highest && (highest - lowest).is_finite() => {
                Ok(lowest.midpoint(highest))
            }
            Self::OfScale { .. } => {
                Err(Error::BadOption { name: "scale", reason: "must rise from low to high".to_owned() })
            }
            Self::At(value) if value.is_finite() => Ok(value),
            Self::At(_) => Err(Error::BadOption { name: "midpoint", reason: "must be a number".to_owned() }),
        }
    }

    fn is_rating(self, rating: f64) -> bool {
        match self {
            Self::OfScale { lowest, highest } => rating >= lowest && rating <= highest,
            Self::At(_) => rating.is_finite(),
        }
    }

    fn words(self) -> String {
        match self {
            Self::OfScale { lowest, highest } => format!("between {lowest} and {highest}"),
            Self::At(_) => "a finite number".to_owned(),
        }
    }
}

/// One attribute; means are over the rows with both ratings.
#[derive(Clone, PartialEq, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Rows with both ratings.
    pub n: usize,
    /// Mean importance.
    pub importance: f64,
    /// Mean performance.
    pub performance: f64,
    /// Performance minus importance.
    pub gap: f64,
    /// Paired t of importance minus performance with n − 1 degrees of freedom; NaN below two rows or where the difference
    /// is the same in all rows.
    pub t: f64,
    /// P(|T| ≥ |t|).
    pub p: f64,
    /// Importance · (importance − performance): the larger, the more urgent.
    pub priority: f64,
}

/// Where an attribute lies between the crosshairs (Martilla and James 1977).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quadrant {
    /// Important, and performance is low.
    ConcentrateHere,
    /// Important, and performance is high.
    KeepUp,
    /// Less important, and performance is low.
    LowPriority,
    /// Less important, and performance is high.
    PossibleOverkill,
}

/// Two lines that part the attributes, and where each attribute lies.
#[derive(Clone, PartialEq, Debug)]
pub struct Crosshair {
    /// The line of importance.
    pub importance: f64,
    /// The line of performance.
    pub performance: f64,
    /// One quadrant per attribute, in their order. On a line counts as high.
    pub quadrants: Vec<Quadrant>,
}

/// An importance-performance analysis.
#[derive(Clone, PartialEq, Debug)]
pub struct ImportancePerformance {
    /// The attributes, in the order of the pairs.
    pub attributes: Vec<Attribute>,
    /// Crosshair at the means of the attributes' means.
    pub mean: Crosshair,
    /// Crosshair at their medians.
    pub median: Crosshair,
    /// Crosshair at the middle of the scale.
    pub midpoint: Crosshair,
}

/// Importance-performance analysis (Martilla and James 1977) with three ways to draw the crosshairs; the gaps are tested
/// by paired t (Student 1908).
///
/// One row per respondent. For each attribute the rows with both ratings count.
///
/// # Errors
/// [`Error::TooFewColumns`] without pairs, [`Error::UnknownColumns`], [`Error::AllMissing`] for a pair that no row has,
/// [`Error::NotCategories`] for ratings outside the scale, [`Error::BadOption`] for a scale that does not rise or a midpoint
/// that is no number.
pub fn importance_performance(
    table: &Table,
    pairs: &[AttributePair],
    midpoint: Midpoint,
) -> Result<ImportancePerformance, Error> {
    if pairs.is_empty() {
        return Err(Error::TooFewColumns { needed: 2, got: 0 });
    }
    let middle = midpoint.value()?;
    let mut names: Vec<String> = Vec::with_capacity(2 * pairs.len());
    for pair in pairs {
        names.extend([pair.importance.clone(), pair.performance.clone()]);
    }
    let rated = table.select(&names).map_err(|name| Error::UnknownColumns { columns: vec![name] })?;
    refuse_ratings(&rated, &midpoint.words(), |rating| midpoint.is_rating(rating))?;
    let attributes: Vec<Attribute> = pairs
        .iter()
        .zip(rated.columns.chunks(2))
        .map(|(pair, both)| attribute(pair, both))
        .collect::<Result<_, _>>()?;
    let importances: Vec<f64> = attributes.iter().map(|attribute| attribute.importance).collect();
    let performances: Vec<f64> = attributes.iter().map(|attribute| attribute.performance).collect();
    let mean = crosshair(&attributes, moments(&importances).mean, moments(&performances).mean);
    let median = crosshair(&attributes, median(importances), median(performances));
    let midpoint = crosshair(&attributes, middle, middle);
    Ok(ImportancePerformance { attributes, mean, median, midpoint })
}

fn attribute(pair: &AttributePair, columns: &[Vec<f64>]) -> Result<Attribute, Error> {
    let [importance, performance] = columns else {
        return Err(Error::TooFewColumns { needed: 2, got: columns.len() });
    };
    let (wanted, got): (Vec<f64>, Vec<f64>) = importance
        .iter()
        .zip(performance)
        .filter(|(wanted, got)| !wanted.is_nan() && !got.is_nan())
        .map(|(wanted, got)| (*wanted, *got))
        .unzip();
    if wanted.is_empty() {
        return Err(Error::AllMissing { columns: vec![pair.importance.clone(), pair.performance.clone()] });
    }
    let (importance, performance) = (moments(&wanted).mean, moments(&got).mean);
    let differences: Vec<f64> = wanted.iter().zip(&got).map(|(wanted, got)| wanted - got).collect();
    let found = moments(&differences);
    // Below this the spread is rounding of the ratings alone.
    let largest = wanted.iter().chain(&got).fold(0.0_f64, |most, value| most.max(value.abs()));
    let error = found.standard_error();
    let degrees = count(found.n) - 1.0;
    let (t, p) = if found.standard_deviation() > 4.0 * f64::EPSILON * largest {
        let t = found.mean / error;
        (t, student_two_sided(t, degrees))
    } else {
        (f64::NAN, f64::NAN)
    };
    Ok(Attribute {
        name: pair.name.clone(),
        n: found.n,
        importance,
        performance,
        gap: -found.mean,
        t,
        p,
        priority: importance * found.mean,
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    quantile_type7(&values, 0.5)
}

/// Means that differ from a line by rounding alone are on it.
fn crosshair(attributes: &[Attribute], importance: f64, performance: f64) -> Crosshair {
    let high = |value: f64, line: f64| value >= line - 1e-12 * line.abs();
    let quadrants = attributes
        .iter()
        .map(|attribute| {
            match (high(attribute.importance, importance), high(attribute.performance, performance)) {
                (true, false) => Quadrant::ConcentrateHere,
                (true, true) => Quadrant::KeepUp,
                (false, false) => Quadrant::LowPriority,
                (false, true) => Quadrant::PossibleOverkill,
            }
        })
        .collect();
    Crosshair { importance, performance, quadrants }
}

#[cfg(test)]
mod tests {
    use super::{AttributePair, Midpoint, Quadrant, importance_performance};
    use crate::stats::{Error, Table};

    const SCALE: Midpoint = Midpoint::OfScale { lowest: 1.0, highest: 5.0 };

    fn pair(name: &str) -> AttributePair {
        AttributePair {
            name: name.to_owned(),
            importance: format!("i{name}"),
            performance: format!("p{name}"),
        }
    }

    fn table(importance: &[f64], performance: &[f64]) -> Table {
        Table {
            names: vec!["i1".to_owned(), "p1".to_owned()],
            columns: vec![importance.to_vec(), performance.to_vec()],
        }
    }

    #[test]
    fn a_gap_that_never_varies_has_no_t() {
        let table = table(&[3.3, 4.3, 2.3], &[2.2, 3.2, 1.2]);
        let found = importance_performance(&table, &[pair("1")], SCALE).unwrap();
        assert!(found.attributes[0].t.is_nan() && (found.attributes[0].gap + 1.1).abs() < 1e-12);
        assert_eq!(found.mean.quadrants, [Quadrant::KeepUp]);
        assert_eq!(found.midpoint.quadrants, [Quadrant::ConcentrateHere]);
    }

    #[test]
    fn only_rows_with_both_ratings_count() {
        let table = table(&[4.0, f64::NAN, 2.0], &[3.0, 5.0, f64::NAN]);
        let found = importance_performance(&table, &[pair("1")], SCALE).unwrap();
        assert_eq!((found.attributes[0].n, found.attributes[0].importance.to_string()), (1, "4".to_owned()));
        let unknown = importance_performance(&table, &[pair("2")], SCALE);
        assert_eq!(unknown, Err(Error::UnknownColumns { columns: vec!["i2".to_owned()] }));
    }

    #[test]
    fn ratings_outside_the_scale_are_refused() {
        let table = table(&[4.0, 2.0], &[6.0, 5.0]);
        let found = importance_performance(&table, &[pair("1")], SCALE);
        assert!(matches!(found, Err(Error::NotCategories { columns, .. }) if columns == ["p1"]));
        assert!(importance_performance(&table, &[pair("1")], Midpoint::At(4.0)).is_ok());
    }
}
