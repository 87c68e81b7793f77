//! Do printed loadings leave room for the printed share of variance?

use crate::stats::Error;
use crate::stats::describe::count;
use crate::stats::published::Figure;

/// A printed loading of an item on its component.
#[derive(Clone, PartialEq, Debug)]
pub struct Loading {
    /// Name of the item.
    pub item: String,
    /// Name of the component.
    pub component: String,
    /// The loading.
    pub loading: Figure,
}

/// What the loadings of one component give.
#[derive(Clone, PartialEq, Debug)]
pub struct ComponentLoadings {
    /// Name of the component.
    pub component: String,
    /// Number of items.
    pub items: usize,
    /// Sum of squared loadings.
    pub sum_of_squares: f64,
    /// Average variance extracted: the mean of the squared loadings (Fornell and Larcker 1981).
    pub variance_extracted: f64,
    /// Composite reliability (Σλ)² / ((Σλ)² + Σ(1 − λ²)) (Fornell and Larcker 1981).
    pub composite_reliability: f64,
    /// Percent of the variance of all items.
    pub percent: f64,
}

/// Printed loadings against the printed share of variance.
#[derive(Clone, PartialEq, Debug)]
pub struct LoadingsReading {
    /// Components in the order in which they first appear.
    pub components: Vec<ComponentLoadings>,
    /// Number of items.
    pub items: usize,
    /// Percent of variance that the printed loadings explain, cross-loadings left out.
    pub percent: f64,
    /// Smallest and largest of the loadings that are printed so.
    pub percent_range: (f64, f64),
    /// Percent that is printed and that cross-loadings would have to add; negative when the loadings explain more.
    pub rest: Option<f64>,
    /// Says whether the printed percentage is not below what the printed loadings explain at least; more is possible by
    /// cross-loadings that are not printed.
    pub possible: Option<bool>,
    /// Says whether it follows from the printed loadings alone.
    pub explained_alone: Option<bool>,
}

/// Adds up squared loadings: for orthogonal components their sum over the number of items is the share of variance.
///
/// `reported` is the printed percentage of variance explained. Only the loading on an item's own component is needed; a
/// cross-loading may stand in a row of its own.
///
/// # Errors
/// [`Error::TooFewRows`] without loadings.
pub fn check_loadings(loadings: &[Loading], reported: Option<Figure>) -> Result<LoadingsReading, Error> {
    if loadings.is_empty() {
        return Err(Error::TooFewRows { needed: 1, got: 0 });
    }
    let mut names: Vec<&str> = Vec::new();
    let mut items: Vec<&str> = Vec::new();
    for loading in loadings {
        if !names.contains(&loading.component.as_str()) {
            names.push(&loading.component);
        }
        if !items.contains(&loading.item.as_str()) {
            items.push(&loading.item);
        }
    }
    let all = count(items.len());
    let components: Vec<ComponentLoadings> = names
        .iter()
        .map(|name| {
            let own: Vec<f64> = loadings
                .iter()
                .filter(|loading| loading.component == *name)
                .map(|loading| loading.loading.value())
                .collect();
            let squares: f64 = own.iter().map(|value| value * value).sum();
            let square = own.iter().sum::<f64>().powi(2);
            ComponentLoadings {
                component: (*name).to_owned(),
                items: own.len(),
                sum_of_squares: squares,
                variance_extracted: squares / count(own.len()),
                composite_reliability: square / (square + count(own.len()) - squares),
                percent: 100.0 * squares / all,
            }
        })
        .collect();
    let (mut least, mut most) = (0.0, 0.0);
    for loading in loadings {
        let (low, high) = loading.loading.interval();
        let near = if low <= 0.0 && high >= 0.0 { 0.0 } else { low.abs().min(high.abs()) };
        least += near * near;
        most += low.abs().max(high.abs()).powi(2);
    }
    let percent: f64 = 100.0 * components.iter().map(|one| one.sum_of_squares).sum::<f64>() / all;
    let range = (100.0 * least / all, 100.0 * most / all);
    Ok(LoadingsReading {
        components,
        items: items.len(),
        percent,
        percent_range: range,
        rest: reported.map(|reported| reported.value() - percent),
        possible: reported.map(|reported| reported.high() >= range.0),
        explained_alone: reported.map(|reported| reported.high() >= range.0 && reported.low() <= range.1),
    })
}

#[cfg(test)]
mod tests {
    use super::{Loading, check_loadings};
    use crate::stats::published::Figure;

    #[test]
    fn equal_loadings_explain_their_square() {
        let loadings: Vec<Loading> = ["A", "B", "C", "D"]
            .into_iter()
            .map(|item| Loading {
                item: item.to_owned(),
                component: "one".to_owned(),
                loading: Figure::parse("0.50").unwrap(),
            })
            .collect();
        let found = check_loadings(&loadings, Figure::parse("25.0").ok()).unwrap();
        assert!((found.percent - 25.0).abs() < 1e-12);
        assert_eq!((found.possible, found.explained_alone), (Some(true), Some(true)));
        // (4 * .5)^2 / (4 + 4 * .75) = 4/7.
        assert!(
            found.components.first().is_some_and(|one| (one.composite_reliability - 4.0 / 7.0).abs() < 1e-12)
        );
        let more = check_loadings(&loadings, Figure::parse("68").ok()).unwrap();
        assert_eq!((more.possible, more.explained_alone), (Some(true), Some(false)));
        let less = check_loadings(&loadings, Figure::parse("20").ok()).unwrap();
        assert_eq!(less.possible, Some(false));
        assert!(check_loadings(&[], None).is_err());
    }
}
